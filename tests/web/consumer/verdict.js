import { load } from 'convdot';

export async function verdict() {
  const convdot = await load();
  const { multiplySum, verdict } = convdot.compare(
    { shape: [1, 2, 2, 1], data: [1, 2, 3, 4] },
    { shape: [2, 2, 1, 1], data: [5, 6, 7, 8] },
  );
  return `${multiplySum.data[0]}, ${verdict}, convdot ${convdot.version}`;
}
