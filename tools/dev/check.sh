# What a reviewer should not have to look for.

check() {
  local status=0 formatter
  python3 tools/check_includes.py || status=1
  python3 tools/check_compatibility.py || status=1
  formatter=$(command -v clang-format-19 || true)
  if [ -n "$formatter" ]; then
    git ls-files 'src/*.cpp' 'src/*.hpp' 'bindings/*.cpp' 'bindings/*.hpp' 'examples/*.cpp' 'bench/*.cpp' |
      xargs -r "$formatter" --dry-run --Werror || status=1
  else
    echo "clang-format-19 is not installed: format not checked (apt-get install clang-format-19)" >&2
  fi
  [ "$status" = 0 ] && echo "check: nothing found"
  return "$status"
}
