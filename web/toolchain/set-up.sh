# What ./dev installs: Debian's packages, and npm's packages by their lock files. Sourced by it, from the project's folder. POSIX sh,
# since a bare Debian has nothing else.

# command=package where a command from elsewhere serves as well, =package where there is none.
build_set='cmake=cmake ninja=ninja-build emcc=emscripten node=nodejs npm=npm =ca-certificates
  =libxtensor-dev =tao-pegtl-dev =catch2 =nlohmann-json3-dev'
lint_set='git=git clang-format=clang-format clang-tidy=clang-tidy clang++=clang =libclang-rt-dev'
test_set='chromium-headless-shell=chromium-headless-shell firefox-esr=firefox-esr WebKitWebDriver=webkit2gtk-driver Xvfb=xvfb
  =fonts-dejavu-core nginx=nginx =libnginx-mod-http-brotli-static =python3-numpy =python3-scipy'
all_set='g++=g++ chromium=chromium mkdocs=mkdocs =python3-sphinx =jupyter-nbconvert =python3-ipykernel'
bench_set='g++=g++ chromium=chromium nginx=nginx =libnginx-mod-http-brotli-static wrk=wrk =libbenchmark-dev'

# A subshell, so that it can run in the background and clean up after itself.
need_packages() (
  missing=
  for each in "$@"; do
    command -v "${each%=*}" >/dev/null || dpkg -s "${each#*=}" >/dev/null 2>&1 || missing="$missing ${each#*=}"
  done
  [ "$missing" ] || exit 0
  if [ "$(id -u)" != 0 ]; then
    echo "Some packages are missing. Install them, then run this again:" >&2
    echo "  sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  # We want programs, not services: no package starts one.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
  fi
  # dpkg need not wait for the disk after every file.
  # shellcheck disable=SC2086
  apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io $missing
)

# npm ci in a folder, if its lock file is not the one that was installed.
need_modules() {
  cmp -s "$1/package-lock.json" "$1/node_modules/.installed" && return
  log=build/npm-$(basename "$1").log
  (cd "$1" && npm ci) >"$log" 2>&1 && failed= || failed=1
  cat "$log"
  # Whatever npm's exit status says.
  if [ "$failed" ] || grep -q 'Exit handler never called' "$log"; then
    cat >&2 <<MESSAGE
npm could not install the packages that $1/package-lock.json names; the lines above say why. If they say only "Exit handler never
called!", npm could not reach its registry. Behind a proxy that signs connections itself, add the proxy's certificate to the system's
(/usr/local/share/ca-certificates, then update-ca-certificates) and run this again.
MESSAGE
    exit 1
  fi
  cp "$1/package-lock.json" "$1/node_modules/.installed"
}

# set_up [COMMAND=PACKAGE...]: what a build needs, and these packages.
set_up() {
  # shellcheck disable=SC2086
  need_packages $build_set "$@"

  # The tools need a newer node than Debian's, and npm's releases do not all read one lock file in the same way.
  mkdir -p build/toolchain
  cp web/toolchain/package.json web/toolchain/package-lock.json web/.npmrc build/toolchain/
  need_modules build/toolchain
  # Debian's npm leaves this node out of .bin.
  for bin in "$PWD"/build/toolchain/node_modules/node-linux-*/bin; do
    export PATH="$PWD/build/toolchain/node_modules/.bin:$bin:$PATH"
  done
  export NODE_USE_SYSTEM_CA=1 # it brings certificates of its own; a company's proxy signs with the system's
  need_modules web
}
