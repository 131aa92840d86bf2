#include "lineage/source.hpp"

#include <doctest/doctest.h>

#include "base/hash.hpp"

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
