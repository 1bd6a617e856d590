// Measures the C++ library's plans natively, beside plain loops (native.cpp) and beside NumPy, if it is installed: windows as a
// view, then tensordot, which unrolls them and calls NumPy's BLAS. One thread each; prints medians; asserts nothing.
//   ./dev bench native
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = (command: string, ...options: string[]) =>
  execFileSync(command, options, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

console.log(run('cmake', '--preset', 'release', '-DCONVDOT_TESTS=ON'));
console.log(run('cmake', '--build', '--preset', 'release', '--target', 'convdot_native_bench'));

/** Microseconds, by contestant and type ('plan<float>'), then by layer. */
const times = new Map<string, Map<string, number>>();
function add(contestant: string, layer: string, time: number): void {
  if (!times.has(contestant)) times.set(contestant, new Map());
  times.get(contestant)?.set(layer, time);
}

interface Report {
  benchmarks: { name: string; aggregate_name: string; label: string; cpu_time: number }[];
}
const report: Report = JSON.parse(
  run(
    'build/release/tests/benchmark/convdot_native_bench',
    '--benchmark_repetitions=5',
    '--benchmark_min_time=0.1',
    '--benchmark_report_aggregates_only=true',
    '--benchmark_format=json',
  ),
);
for (const { name, aggregate_name: aggregate, label, cpu_time: time } of report.benchmarks) {
  if (aggregate === 'median') add(name.split('/')[0] as string, label, time);
}

const numpy = `
import os
os.environ.update(OMP_NUM_THREADS='1', OPENBLAS_NUM_THREADS='1')
import json, time, numpy as np
found = []
for name, x, w, pad in [('6x6, 3x3', (6, 6, 1), (3, 3, 1, 1), 0),
                        ('56x56x64, 3x3, 64', (56, 56, 64), (3, 3, 64, 64), 1),
                        ('56x56x64, 1x1, 256', (56, 56, 64), (1, 1, 64, 256), 0),
                        ('1080p grey, 5x5', (1080, 1920, 1), (5, 5, 1, 1), 0)]:
    for type, dtype in ('float', 'float32'), ('double', 'float64'):
        a = np.pad(np.sin(np.arange(np.prod(x))).reshape(x).astype(dtype), ((pad, pad), (pad, pad), (0, 0)))
        f = np.sin(0.7 * np.arange(np.prod(w))).reshape(w).astype(dtype)
        def once():
            windows = np.lib.stride_tricks.sliding_window_view(a, w[:2], (0, 1))  # (rows, columns, channels, f_H, f_W)
            return np.tensordot(windows, f, ((3, 4, 2), (0, 1, 2)))
        times = []
        while sum(times) < 0.5 or len(times) < 3:
            began = time.process_time()
            once()
            times.append(time.process_time() - began)
        found.append((f'NumPy {np.__version__}<{type}>', name, sorted(times)[len(times) // 2] * 1e6))
print(json.dumps(found))
`;
const python = ['python3', '/usr/bin/python3'].find((each) => spawnSync(each, ['-c', 'import numpy']).status === 0);
if (python) for (const found of JSON.parse(run(python, '-c', numpy))) add(...(found as [string, string, number]));
else console.log('NumPy is not installed here.');

/** The time of each, and its ratio to the plan's time. */
const contestants = [...new Set([...times.keys()].map((name) => name.split('<')[0] as string))];
const row = (...cells: string[]) =>
  console.log(
    cells
      .map((cell) => cell.padEnd(22))
      .join('')
      .trimEnd(),
  );
for (const type of ['float', 'double']) {
  const plan = times.get(`plan<${type}>`) ?? new Map<string, number>();
  row(`\n${type}`, ...contestants);
  for (const [layer, time] of plan) {
    const cell = (name: string) => {
      const other = times.get(`${name}<${type}>`)?.get(layer) ?? Number.NaN;
      return `${other.toFixed(other < 10 ? 2 : 0)} us, ${(other / time).toFixed(1)}x`;
    };
    row(layer, ...contestants.map(cell));
  }
}
