#!/usr/bin/env bash
# Makes the virtual environment of the reference (lamindb 1.3.2) in DIR, once: a stamp holds the digest of requirements.txt.
# The environment gets a sitecustomize that answers every HTTP request with an empty list (see reference_site/).
#
#     tests/interop/make_reference.sh DIR [PYTHON]      afterwards: DIR/bin/lamin, DIR/bin/python
set -euo pipefail

[ $# -ge 1 ] || { echo "usage: $0 DIR [PYTHON]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)

first_fitting_python() {
    local candidate
    for candidate in "$@"; do
        if command -v "$candidate" >/dev/null \
            && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "no Python 3.11 or 3.12 with venv found: install python3-venv, or name an interpreter: $0 DIR PYTHON" >&2
    return 1
}

stamp="$dir/.made-from"
digest=$(cat "$here/requirements.txt" "$here/reference_site/sitecustomize.py" "$0" | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$digest" ]; then
    exit 0
fi

exec 9>"$dir.lock"
flock 9
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$digest" ]; then
    exit 0
fi
python=$(first_fitting_python ${2:+"$2"} python3.11 python3.12 python3)
"$python" -m venv --clear "$dir"
"$dir/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt"
site=$("$dir/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
cp "$here/reference_site/sitecustomize.py" "$site/sitecustomize.py"
echo "$digest" > "$stamp"
