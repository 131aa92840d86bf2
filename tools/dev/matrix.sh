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

# Wheels are made of the commit, so that changes during the minutes that it takes cannot mix two states of the tree.
run_matrix() {
  local version python folder packages set status=0 source=$root/build/matrix/source
  rm -rf "$source"
  mkdir -p "$source"
  git -C "$root" archive HEAD | tar -x -C "$source"
  export CCACHE_BASEDIR=$source
  for version in 3.10 3.11 3.12 3.13; do
    python=$(find_python "$version")
    [ -n "$python" ] || { echo "python$version: not installed here"; continue; }
    for set in "${matrix_sets[@]}"; do
      folder=$root/build/matrix/$version
      rm -rf "$folder"
      "$python" -m venv "$folder"
      IFS=, read -ra packages <<<"$set,pyarrow,anndata,pytest"
      if ! "$folder/bin/pip" install -q --disable-pip-version-check "${packages[@]}" 2>/dev/null; then
        echo "python$version, $set: no such release for this interpreter"
        continue
      fi
      "$folder/bin/pip" install -q --disable-pip-version-check "$source" || status=1
      echo "python$version, $("$folder/bin/python" -c 'import pandas, numpy; print("pandas", pandas.__version__, "numpy", numpy.__version__)'): $(
        cd "$source" && "$folder/bin/python" -m pytest -q --no-header -p no:cacheprovider bindings/python/tests 2>&1 | tail -1)"
    done
  done
  return "$status"
}
