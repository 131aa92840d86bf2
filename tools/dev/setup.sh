# Set-up and build: packages, the virtual environment, the native build, the Python modules.

apt_packages=(g++ cmake ninja-build ccache pkg-config git libsqlite3-dev nlohmann-json3-dev libcli11-dev libtomlplusplus-dev doctest-dev
  libssl-dev libexpat1-dev zlib1g-dev libhdf5-103-1 libcurl4 graphviz postgresql libpq-dev python3 python3-venv python3-dev)
# What the tests and the demo of the Python modules need beside them; in the versions of the reference, which
# `tests/interop` compares with: another pandas prints and writes tables another way.
python_packages=('nanobind==3.1.*' 'scikit-build-core==1.1.*' 'pandas>=2,<4' 'pyarrow' 'anndata' 'zarr<3' 'mudata' 'pyyaml' 'pytest' 'nbclient' 'ipykernel' 'graphviz')

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_packages() {
  local missing=() package
  for package in "${apt_packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# A stamp holds the list that was installed; a changed list installs again.
make_venv() {
  local stamp=$venv/.installed versions=tests/interop/requirements.txt wanted
  wanted="${python_packages[*]} $(sha256sum <"$versions")"
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && return
  say "making the Python environment in build/venv"
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -c "$versions" "${python_packages[@]}"
  printf '%s' "$wanted" >"$stamp"
}

# The targets that are named, or all.
build_native() {
  say "building"
  [ -f build/dev/build.ninja ] || cmake --preset dev >/dev/null
  cmake --build --preset dev -- --quiet "$@"
}

# The wheel is built anew only if something it is made of has changed.
install_python() {
  local stamp=$venv/.modules
  if [ -f "$stamp" ] && [ -z "$(find src bindings cmake CMakeLists.txt pyproject.toml -newer "$stamp" -type f -print -quit)" ]; then
    return
  fi
  say "installing lamindb, bionty and wetlab into build/venv"
  "$venv/bin/pip" install -q --disable-pip-version-check --no-build-isolation --no-deps --force-reinstall .
  touch "$stamp"
}

build() {
  mkdir -p build
  install_packages
  make_venv
  build_native
  install_python
}

print_environment() {
  printf 'export PATH="%s/bin:%s/build/dev/src/cli:$PATH"\n' "$venv" "$root"
}
