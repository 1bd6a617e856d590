// The title and description of each preset, by its slug.

export const presets = {
  presetGroup: {
    first: 'First steps',
    sizes: 'Sizes, padding and stride',
    filters: 'Filters for images',
    numbers: 'Numbers and order',
    course: 'The course',
  },
  preset: {
    'vertical-edge': {
      title: 'Vertical edges',
      description: "The lecture's 6 × 6 image and its vertical-edge filter.",
    },
    'blocks-2d': {
      title: 'Two 2 × 2 blocks',
      description: 'The step gives 70; np.dot of the same two blocks gives a matrix.',
    },
    'blocks-3d': {
      title: 'Two 3 × 3 × 3 blocks',
      description: 'The step of ones with ones gives 27; np.dot gives 81 numbers that add up to 243.',
    },
    'blocks-3d-integers': {
      title: 'Two 3 × 3 × 3 blocks of small integers',
      description: 'The step gives 18; np.dot gives 81 numbers that add up to −175.',
    },
    'bias-once': {
      title: 'The bias is added once',
      description: 'The three channels are added up first, then the bias, once: 28, not 30.',
    },
    'one-by-one': {
      title: 'A 1 × 1 filter',
      description: 'A filter of one pixel still adds up the channels: [1, 2, 3] · [10, 1, −1] = 9.',
    },
    flip: {
      title: 'A flipped filter',
      description: 'With the filter turned by 180 degrees the step gives 10; without, 20.',
    },
    'same-padding': {
      title: 'Same padding',
      description: 'A ring of zeros keeps the output as large as the input.',
    },
    'stride-2': {
      title: 'Stride 2',
      description: "The lecture's 7 × 7 image: the filter moves two pixels at a time and gives 3 × 3 numbers.",
    },
    'same-shape-other-values': {
      title: 'Same shape, other values',
      description: 'Same padding puts the extra row and column at the end and gives 8; a padding of 1 gives 24.',
    },
    unread: {
      title: 'A row and a column unread',
      description: 'With stride 2, no window reads the last row and the last column.',
    },
    'hidden-ring': {
      title: 'A ring of zeros around three channels',
      description: 'Each channel has its own ring of zeros, which is hard to see when NumPy prints the padded array.',
    },
    'sobel-x': {
      title: 'Sobel, from left to right',
      description: "Differences from left to right: the square's left and right edges show.",
    },
    'sobel-y': {
      title: 'Sobel, from top to bottom',
      description: "Differences from top to bottom: the square's top and bottom edges show.",
    },
    laplacian: {
      title: 'Laplacian',
      description: 'Compares each pixel with its four neighbours: edges on every side show, and uniform areas give 0.',
    },
    blur: {
      title: 'Blur',
      description: 'Each output is the mean of nine pixels.',
    },
    sharpen: {
      title: 'Sharpen',
      description: 'Each pixel plus its difference from its four neighbours.',
    },
    order: {
      title: 'Two orders',
      description: 'Unrolled in the same order the two blocks give 140; with one of them channel first, 126.',
    },
    rounding: {
      title: 'Rounding',
      description: 'In float32 the same four numbers add up to 0 in one order and to 2 in another.',
    },
    'slice-2d': {
      title: 'A 2-D slice in place of a 3-D one',
      description:
        'A step over all three channels gives 1944; a 2-D slice of one channel would give 612, or broadcast to 1584, without a warning.',
    },
    'course-single-step': {
      title: 'conv_single_step',
      description: "The course's test of one step, with its random numbers from seed 1.",
    },
    'course-conv-forward': {
      title: 'conv_forward',
      description: "The course's current test of the forward pass, with its random numbers from seed 1.",
    },
    'course-conv-forward-2018': {
      title: 'conv_forward, the older test',
      description: "The course's earlier test of the forward pass, with its random numbers from seed 1.",
    },
  },
};
export type PresetWords = typeof presets;
