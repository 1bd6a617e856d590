// The picture that the panel opens on: a house with a fence, in greys, with many edges across and down. Drawn by the page, so that it
// needs no file.

/** Filled outlines from back to front, on a square of 256 × 256. */
const SHAPES: readonly (readonly [grey: number, outline: string])[] = [
  // sky, sun, clouds
  [214, 'M0 0H256V256H0z'],
  [252, 'M198 26a22 22 0 1 0 .1 0z'],
  [240, 'M24 50a13 13 0 0 1 22-9 17 17 0 0 1 32 3 12 12 0 0 1 2 23H34a11 11 0 0 1-10-17z'],
  // hills, meadow
  [150, 'M0 150C30 108 62 100 96 130 132 84 176 92 206 128 226 112 244 114 256 122V190H0z'],
  [100, 'M0 164C40 148 70 156 110 158S200 148 256 160V256H0z'],
  // chimney, wall, roof
  [64, 'M138 76h16v34h-16z'],
  [48, 'M134 70h24v8h-24z'],
  [248, 'M66 128H168V206H66z'],
  [28, 'M52 132 117 74 182 132z'],
  [84, 'M52 132H182V138H52z'],
  // door, its step
  [40, 'M106 160h24v46h-24z'],
  [110, 'M110 164h16v16h-16z'],
  [200, 'M100 206h36v6h-36z'],
  // windows: frame, panes
  [120, 'M76 150h22v26H76zM138 150h22v26h-22z'],
  [20, 'M78 152h8v10h-8zM88 152h8v10h-8zM78 164h8v10h-8zM88 164h8v10h-8z'],
  [20, 'M140 152h8v10h-8zM150 152h8v10h-8zM140 164h8v10h-8zM150 164h8v10h-8z'],
  [255, 'M117 96a9 9 0 1 0 .1 0z'],
  [28, 'M117 99a6 6 0 1 0 .1 0z'],
  // tree
  [54, 'M209 160h10v52h-10z'],
  [24, 'M214 96a26 26 0 0 1 22 40 24 24 0 0 1-12 38H204a24 24 0 0 1-12-38 26 26 0 0 1 22-40z'],
  // path, fence
  [188, 'M106 212H130L152 256H84z'],
  [250, 'M0 218H86V223H0zM0 234H80V239H0zM150 218H256V223H150zM156 234H256V239H156z'],
];

/** The pickets of the fence, at every place but the path. */
const PICKETS = { grey: 255, every: 16, from: 4, width: 7, path: [76, 152] } as const;

/** Fills a square of `size` × `size` pixels. */
export function drawScene(context: CanvasRenderingContext2D, size: number): void {
  context.scale(size / 256, size / 256);
  const fill = (grey: number, outline: string) => {
    context.fillStyle = `rgb(${grey}, ${grey}, ${grey})`;
    context.fill(new Path2D(outline));
  };
  for (const [grey, outline] of SHAPES) fill(grey, outline);
  const { every, width, path } = PICKETS;
  for (let x = PICKETS.from; x < 256; x += every)
    if (x + width < path[0] || x > path[1]) fill(PICKETS.grey, `M${x} 214l${width / 2} -6 ${width / 2} 6V248h-${width}z`);
}
