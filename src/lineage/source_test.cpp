#include "lineage/source.hpp"

#include <doctest/doctest.h>

#include "base/hash.hpp"
#include "lineage/imports.hpp"
#include "support/temporary_folder.hpp"

using lamin::Json;
namespace lineage = lamin::lineage;

namespace {

Json notebook_with(const char* cells) {
  return Json::parse(std::string(R"({"cells": )") + cells + "}");
}

}  // namespace

TEST_CASE("percent_script writes cells as jupytext does and leaves the title line as #") {
  const Json notebook = notebook_with(R"json([
    {"cell_type": "markdown", "metadata": {}, "source": ["# My title\n", "some text"]},
    {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "import lamindb as ln\nln.track()"},
    {"cell_type": "code", "metadata": {"tags": ["hide-output"]}, "source": "%matplotlib inline\n!ls\nx=1\n\n\ny=2"},
    {"cell_type": "raw", "metadata": {}, "source": "raw"},
    {"cell_type": "markdown", "metadata": {}, "source": "- a\n\n- b"},
    {"cell_type": "code", "metadata": {}, "source": ""},
    {"cell_type": "code", "metadata": {}, "source": "# comment\n%%bash\nls"},
    {"cell_type": "code", "metadata": {}, "source": "%%bash\nls -la\necho hi"}])json");
  CHECK(lineage::title_of(notebook) == "My title");
  CHECK(lineage::percent_script(notebook) ==
        "# %% [markdown]\n#\n# some text\n\n# %%\nimport lamindb as ln\nln.track()\n\n"
        "# %% tags=[\"hide-output\"]\n# %matplotlib inline\n# !ls\nx=1\n\n\ny=2\n\n# %% [raw]\n# raw\n\n"
        "# %% [markdown]\n# - a\n#\n# - b\n\n# %%\n\n# %%\n# comment\n# %%bash\n# ls\n\n"
        "# %% language=\"bash\"\n# ls -la\n# echo hi\n");
}

TEST_CASE("imported_modules finds imports at any depth, and none in comments, quotes and relative imports") {
  const auto found = lineage::imported_modules(
      "import numpy as np, scipy.sparse\nfrom os.path import join\ndef f():\n    import yaml; import PIL\n"
      "# import hidden\n'''\nimport quoted\n'''\nfrom . import here\nimportant = 1\n");
  CHECK(found == std::set<std::string>{"PIL", "numpy", "os", "scipy", "yaml"});
}

TEST_CASE("import_versions names the distribution that gives a module") {
  const lamin::test::TemporaryFolder folder;
  folder.write("PyYAML-6.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: PyYAML\nVersion: 6.0\n\n");
  folder.write("PyYAML-6.0.dist-info/top_level.txt", "_yaml\nyaml\n");
  const std::vector<std::filesystem::path> import_path = {folder.path()};
  CHECK(lineage::import_versions(import_path, {"lamindb", "yaml", "unknown"}) ==
        "PyYAML==6.0 lamindb==1.3.2 unknown");
}

TEST_CASE("notebook_of gives back cells, title and commented magics") {
  const Json notebook =
      lineage::notebook_of("# %% [markdown]\n#\n# text\n\n# %%\n# %time\nx = 1\n\n# %%\n", "Title");
  const auto& cells = notebook.find("cells")->elements();
  REQUIRE(cells.size() == 3);
  CHECK(cells[0].find("source")->text() == "# Title\ntext");
  CHECK(cells[1].find("source")->text() == "%time\nx = 1");
  CHECK(cells[2].find("source")->text() == "");
  CHECK(lineage::title_of(notebook) == "Title");
}

TEST_CASE(
    "order_breaks names the neighbours that do not follow each other, but not the cell that is running") {
  const auto breaks_of = [](const char* cells) { return lineage::order_breaks(notebook_with(cells)); };
  CHECK(
      breaks_of(
          R"json([{"cell_type":"code","source":"a","execution_count":1},{"cell_type":"code","source":"b","execution_count":2}])json")
          .empty());
  const auto breaks = breaks_of(
      R"json([{"cell_type":"code","source":"a","execution_count":1},{"cell_type":"code","source":"b","execution_count":4}])json");
  REQUIRE(breaks.size() == 1);
  CHECK(breaks[0].first == 1);
  CHECK(breaks[0].second == 4);
  CHECK(
      breaks_of(
          R"json([{"cell_type":"code","source":"a","execution_count":1},{"cell_type":"code","source":"b","execution_count":null}])json")
          .empty());
}

TEST_CASE("uid_in finds the uid that a source passes to track or sets on the context") {
  CHECK(lineage::uid_in("import lamindb as ln\nln.track(\"AbCdEfGh12340000\")") == "AbCdEfGh12340000");
  CHECK(lineage::uid_in("ln.context.uid = 'AbCdEfGh1234'") == "AbCdEfGh1234");
  CHECK(lineage::uid_in("ln.track(transform=\"AbCdEfGh12340000\")") == "AbCdEfGh12340000");
  CHECK(lineage::uid_in("ln.track(params={'a': 1})") == std::nullopt);
  CHECK(lineage::uid_in("ln.track()") == std::nullopt);
}
