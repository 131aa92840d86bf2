#include <doctest/doctest.h>

#include "lineage/context.hpp"
#include "lineage/load_source.hpp"
#include "lineage/markdown.hpp"
#include "lineage/report.hpp"
#include "lineage/source.hpp"
#include "lineage/transform.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::lineage {
namespace {

constexpr std::string_view analysis =
    "---\ntitle: \"My analysis\"\noutput: "
    "html_notebook\n---\n\n```{r}\ndb$track(\"rmdrmdrmd1230000\")\n```\n";

struct Notebook : test::ArtifactFixture {
  Context context{workspace};

  /// A transform with source code.
  records::Record saved(const std::string& key, const std::string& uid, const std::string& source,
                        const std::string& title) {
    auto transform = make_transform(
        workspace, {.uid = uid, .key = key, .description = title, .source_code = source, .type = "notebook"});
    save_transform(workspace, transform);
    return transform;
  }
  records::Record run_of(std::string_view uid) {
    query::Query query(registry("Run"));
    query.where("transform__uid", uid);
    return store().one(query);
  }
};

TEST_SUITE_BEGIN("markdown");

TEST_CASE("the title of R Markdown stands in its header") {
  CHECK(markdown_title(analysis) == "My analysis");
  CHECK(markdown_title(with_markdown_title(analysis, "Other")) == "Other");
  CHECK_FALSE(markdown_title("title: no header\n"));
  CHECK_FALSE(markdown_title("---\noutput: x\n---\ntitle: below the header\n"));
  CHECK(uid_in(analysis) == "rmdrmdrmd1230000");
}

TEST_CASE_FIXTURE(Notebook, "a loaded notebook has the title of the transform and names the next version") {
  const auto transform = saved("an.Rmd", "rmdrmdrmd1230000", std::string(analysis), "Renamed");
  const std::string text = source_for_disk(transform, workspace.log);
  CHECK(markdown_title(text) == "Renamed");
  CHECK(uid_in(text) == "rmdrmdrmd1230001");
  CHECK(said("updated uid: rmdrmdrmd1230000 → rmdrmdrmd1230001"));
  CHECK(said("updated title to match description: My analysis → Renamed"));
}

TEST_CASE_FIXTURE(Notebook, "R Markdown is tracked as a notebook, with its export as the report") {
  const auto path = file("an.Rmd", std::string(analysis));
  context.track({.caller = Caller{path, {}, {}}, .uid = "rmdrmdrmd1230000"});
  CHECK(workspace.tracked.transform->get("type").text() == "notebook");
  file("an.nb.html", "<html>report</html>");
  context.finish();
  CHECK_FALSE(run_of("rmdrmdrmd1230000").get("report").is_null());
}

TEST_CASE_FIXTURE(Notebook, "without an export a person is told how to attach one") {
  const auto path = file("q.qmd", std::string(analysis));
  context.track({.caller = Caller{path, {}, {}}, .uid = "rmdrmdrmd1230000"});
  context.finish();
  CHECK(said("no html report found; to attach one, create an .html export for your .qmd file"));
  CHECK_THROWS_AS(markdown_export(path), Error);
  file("q.html", "1");
  CHECK(markdown_export(path).filename() == "q.html");
  file("q.nb.html", "2");
  CHECK_THROWS_AS(markdown_export(path), Error);
}

TEST_CASE_FIXTURE(Notebook, "a report is replaced only if a person agrees") {
  context.track({.caller = Caller{file("q.qmd", std::string(analysis)), {}, {}}, .uid = "rmdrmdrmd1230000"});
  auto run = *workspace.tracked.run;
  save_report(workspace, run, file("one.html", "1"));
  const Value first = run.get("report");
  save_report(workspace, run, file("one.html", "1"));
  CHECK(said("report is already saved"));
  answer = false;
  save_report(workspace, run, file("two.html", "2"));
  CHECK(run.get("report") == first);
  answer = true;
  save_report(workspace, run, file("two.html", "2"));
  CHECK(run.get("report") != first);
}

TEST_CASE_FIXTURE(Notebook, "an untitled notebook cannot be tracked") {
  const auto path = file("Untitled.ipynb", R"({"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5})");
  CHECK_THROWS_WITH_AS(context.track({.caller = Caller{path, {}, {}}}),
                       "Please rename your notebook before tracking it", Error);
}

}  // namespace
}  // namespace lamin::lineage
