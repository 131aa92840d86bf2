# The Python modules on every interpreter and pandas that can be installed here: ./dev matrix

# An interpreter on the PATH, or one of pyenv's.
find_python() {
  local candidate
  for candidate in "python$1" "$HOME/.pyenv/versions/$1".*/bin/python; do
    if "$candidate" -c 'pass' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

# What is installed beside the modules: a set a word, its packages joined by commas.
matrix_sets=('pandas==2.*' 'pandas==3.*' 'pandas==2.*,numpy==1.26.*,pyarrow<22')

# Wheels are made of the commit, so that changes during the minutes that it takes cannot mix two states of the tree: one for
# each interpreter, which all sets of packages then share.  `./dev matrix 3.13` tries one interpreter.
run_matrix() {
  local version python folder=$root/build/matrix source=$root/build/matrix/source status=0 versions=("$@")
  [ ${#versions[@]} -gt 0 ] || versions=(3.10 3.11 3.12 3.13)
  rm -rf "$source"
  mkdir -p "$source"
  git -C "$root" archive HEAD | tar -x -C "$source"
  export CCACHE_BASEDIR=$source
  for version in "${versions[@]}"; do
    python=$(find_python "$version")
    [ -n "$python" ] || { echo "python$version: not installed here"; continue; }
    rm -rf "$folder/$version" "$folder/wheel-$version"
    "$python" -m venv "$folder/$version"
    # Not isolated: headers of nanobind at one place let ccache know the objects again.
    "$folder/$version/bin/pip" install -q --disable-pip-version-check 'nanobind==3.1.*' 'scikit-build-core==1.1.*' typing_extensions
    if ! "$folder/$version/bin/pip" wheel -q --disable-pip-version-check --no-build-isolation --no-deps \
      -w "$folder/wheel-$version" "$source"; then
      echo "python$version: the wheel does not build"
      status=1
      continue
    fi
    try_sets "$version" "$folder" "$source" || status=1
  done
  return "$status"
}

# The tests of the Python modules with each set of packages; a set that this interpreter has no releases of is said so.
try_sets() {
  local version=$1 folder=$2 source=$3 set packages venv=$2/$1 status=0 result
  for set in "${matrix_sets[@]}"; do
    rm -rf "$venv"
    "$(find_python "$version")" -m venv "$venv"
    IFS=, read -ra packages <<<"$set,pyarrow,anndata,pytest"
    if ! "$venv/bin/pip" install -q --disable-pip-version-check --only-binary :all: "${packages[@]}" 2>/dev/null; then
      echo "python$version, $set: no such release for this interpreter"
      continue
    fi
    "$venv/bin/pip" install -q --disable-pip-version-check "$folder/wheel-$version"/*.whl || status=1
    result=$(cd "$source" && "$venv/bin/python" -m pytest -q --no-header -p no:cacheprovider bindings/python/tests 2>&1 |
      tee "$folder/$version-${set%%,*}.log" | tail -1)
    echo "python$version, $("$venv/bin/python" -c 'import pandas, numpy; print("pandas", pandas.__version__, "numpy", numpy.__version__)'): $result"
    case $result in *failed* | *error*) status=1 ;; esac
  done
  return "$status"
}
