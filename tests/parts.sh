# The parts of ./dev test (tests/README.md), sourced by it: what each part runs, and the summary of a run.

all_parts='lint build html core tidy core-gcc wasm fuzz package model page'
short_parts='lint build html core tidy fuzz package model page'

# A part: what it is, the pattern of its closing lines, which the summary repeats, and the command.
run_part() {
  case $1 in
    lint) part 'formatting, types, style' 'Checked' lint_sources ;;
    build) part 'build' 'first visit|convdot\.html:' build_dist ;;
    html) part 'built pages' 'no finding' lint_built ;;
    core) part 'core, clang++, sanitizers' 'All tests passed|tests passed' test_native asan ;;
    core-gcc) part 'core, g++, sanitizers' 'All tests passed|tests passed' test_native asan-gcc ;;
    tidy) part 'clang-tidy' 'no finding' lint_cpp ;;
    wasm) part 'core, WebAssembly in Node' 'All tests passed|tests passed|No tests' test_wasm ;;
    fuzz) part 'fuzzing' 'Done [0-9]+ runs' fuzz ;;
    package) part 'package in Node' '(pass|fail) [0-9]+$' test_package ;;
    model) part 'model and site in Node' '(pass|fail) [0-9]+$' test_model ;;
    page) part 'page in three engines' '[0-9]+ (passed|skipped|flaky)' test_page ;;
  esac
}

cpp_sources() { find core wasm tests -path '*/node_modules' -prune -o -name "$1" -print; }

lint_sources() {
  # shellcheck disable=SC2046
  clang-format --dry-run -Werror $(cpp_sources '*.[ch]pp')
  npm --prefix web run --silent lint
}

lint_built() { npm --prefix web run --silent lint:built; }

# The sources that clang-tidy reads: all of them in a full run, and where the history is too short to tell; otherwise those that
# changed in the last 30 commits, and for a header one source that includes it.
tidy_sources() {
  if [ "${CONVDOT_ALL-}" ] || ! git rev-parse -q --verify HEAD~30 >/dev/null; then
    cpp_sources '*.cpp'
    return
  fi
  git diff --name-only --diff-filter=d HEAD~30 -- '*.cpp' '*.hpp' | while read -r each; do
    case $each in
      *.cpp) echo "$each" ;;
      *) git grep -l "^#include .*$(basename "$each")" -- '*.cpp' | head -n 1 ;;
    esac
  done | sort -u
}

lint_cpp() {
  build_native asan # its precompiled headers are read
  sources=$(tidy_sources)
  if [ -z "$sources" ]; then
    echo 'clang-tidy: no file has changed in the last 30 commits, no finding'
    return
  fi
  # The static analyzer takes three quarters of the time, and looks for what the sanitizers and the fuzzers find, too.
  quick='-checks=-clang-analyzer-*'
  [ -z "${CONVDOT_ALL-}" ] || quick=
  # shellcheck disable=SC2046,SC2086
  run-clang-tidy -quiet -p build/asan $quick $(printf '/%s$ ' $sources) >build/clang-tidy.log 2>&1 || {
    cat build/clang-tidy.log
    return 1
  }
  echo "clang-tidy: $(grep -c '^clang-tidy' build/clang-tidy.log) files, no finding"
}

# test_native PRESET
test_native() {
  build_native "$1"
  ctest --preset "$1" -V
}

test_wasm() {
  build_wasm
  ctest --preset wasm -V
}

fuzz() {
  build_native asan
  ctest --preset fuzz -V
}

# Node leaves one processor free unless told otherwise.
node_test() { node --test --test-concurrency="$(nproc)" "$@"; }

test_package() { node_test tests/wasm/*.test.mjs; }

test_model() { node_test tests/dev/*.test.mjs tests/web/model/*.test.ts tests/web/site/*.test.ts; }

test_page() {
  # The pages of hosts have packages of their own, which only a full run needs; ours is one of them.
  if [ "${CONVDOT_ALL-}" ]; then
    need_modules tests/hosts
    npm --prefix tests/hosts run --silent build
  fi
  npm --prefix web run --silent test:page
}

# summarise TITLE BEGAN [CLOSING LINES]: one line of the summary.
summarise() { printf '%-28s %5s s%s\n' "$1" "$(($(date +%s) - $2))" "${3:+  $3}" >>build/summary; }

# The lines of a part's log that match, without colours, on one line.
closing_lines() { grep -E "$1" build/part.log | tail -n 3 | sed 's/\x1b\[[0-9;]*m//g' | tr -s ' \n' ' '; }

# part TITLE PATTERN COMMAND...: the first that fails ends the run.
part() {
  title=$1 closing=$2 began=$(date +%s)
  shift 2
  printf '\n== %s\n' "$title"
  rm -f build/part.passed
  {
    "$@"
    : >build/part.passed
  } 2>&1 | tee build/part.log
  if [ ! -f build/part.passed ]; then
    printf '\nFAILED after %s s: %s\n' "$(($(date +%s) - began))" "$title" >&2
    exit 1
  fi
  summarise "$title" "$began" "$(closing_lines "$closing")"
}

# Until the browsers are installed; a second time there is nothing to wait for.
await_browsers() {
  [ "$browsers" ] || return 0
  wait "$browsers" || {
    cat build/apt.log
    exit 1
  }
  browsers=
}

# test_parts PART...: sets up, then runs these parts in this order.
test_parts() {
  for name in "$@"; do
    case " $all_parts " in
      *" $name "*) ;;
      *)
        echo "./dev test has no part '$name'; the parts are: $all_parts" >&2
        exit 2
        ;;
    esac
  done
  began_all=$(date +%s)
  mkdir -p build
  # The browsers are downloaded and unpacked while npm and the compilers work.
  # shellcheck disable=SC2086
  need_packages $build_set $lint_set
  # shellcheck disable=SC2086
  need_packages $test_set ${CONVDOT_ALL:+$all_set} >build/apt.log 2>&1 &
  browsers=$!
  trap wait EXIT # apt is never left behind
  set_up
  rm -f build/summary
  summarise set-up "$began_all"
  for name in "$@"; do
    case $name in
      package | model | page) await_browsers ;;
    esac
    run_part "$name"
  done
  printf '\nEverything passed in %s s.\n' "$(($(date +%s) - began_all))"
  cat build/summary
}
