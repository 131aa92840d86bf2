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

run_matrix() {
  local version python folder status=0
  for version in 3.10 3.11 3.12 3.13; do
    python=$(find_python "$version")
    [ -n "$python" ] || { echo "python$version: not installed here"; continue; }
    for pandas in 2 3; do
      folder=$root/build/matrix/$version-pandas$pandas
      rm -rf "$folder"
      "$python" -m venv "$folder"
      if ! "$folder/bin/pip" install -q --disable-pip-version-check "pandas==$pandas.*" pyarrow anndata pytest 2>/dev/null; then
        echo "python$version, pandas $pandas: no such release for this interpreter"
        continue
      fi
      "$folder/bin/pip" install -q --disable-pip-version-check . || status=1
      echo "python$version, $("$folder/bin/python" -c 'import pandas, numpy; print("pandas", pandas.__version__, "numpy", numpy.__version__)'): $(
        "$folder/bin/python" -m pytest -q --no-header -p no:cacheprovider bindings/python/tests 2>&1 | tail -1)"
    done
  done
  return "$status"
}
