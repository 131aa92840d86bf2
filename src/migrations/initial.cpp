#include "migrations/initial.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "migrations/tables.hpp"

namespace lamin::migrations {
namespace {

// What the squashed migration of each module replaces, in its order; the squashed one itself comes last of
// all.
constexpr std::string_view contenttypes_migrations[] = {
    "0001_initial",
    "0002_remove_content_type_name",
};

constexpr std::string_view lamindb_migrations[] = {
    "0037_rename_dataset_to_collection",
    "0038_alter_collection_artifact_alter_collection_artifacts_and_more",
    "0039_remove_collection_artifacts_collectionartifact_and_more",
    "0040_alter_transform_type",
    "0041_remove_transform_short_name_transform_description_and_more",
    "0042_rename_run_at_run_started_at_run_finished_at",
    "0043_run_json",
    "0044_run_replicated_outputs_transform_ulabels_and_more",
    "0045_rename_replicated_outputs_run_replicated_output_artifacts_and_more",
    "0046_storage_instance_uid",
    "0047_featurevalue_artifactfeaturevalue_and_more",
    "0048_alter_artifactulabel_feature_and_more",
    "0049_rename_type_feature_dtype_and_more",
    "0050_artifactfeatureset_feature_ref_is_semantic_and_more",
    "0051_remove_feature_feature_sets_featuresetfeature_and_more",
    "0052_rename_feature_value_artifactfeaturevalue_featurevalue_and_more",
    "0052_squashed",
    "0053_alter_featureset_hash_alter_paramvalue_created_by_and_more",
    "0054_alter_feature_previous_runs_and_more",
    "0055_artifact_type_artifactparamvalue_and_more",
    "0056_rename_ulabel_ref_is_name_artifactulabel_label_ref_is_name_and_more",
    "0057_link_models_latest_report_and_others",
    "0058_artifact__actions_collection__actions",
    "0059_alter_artifact__accessor_alter_artifact__hash_type_and_more",
    "0060_alter_artifact__actions",
    "0061_alter_collection_meta_artifact_alter_run_environment_and_more",
    "0062_add_is_latest_field",
    "0063_populate_latest_field",
    "0064_alter_artifact_version_alter_collection_version_and_more",
    "0065_remove_collection_feature_sets_and_more",
    "0066_alter_artifact__feature_values_and_more",
    "0067_alter_featurevalue_unique_together_and_more",
    "0068_alter_artifactulabel_unique_together_and_more",
    "0069_alter_artifact__accessor_alter_artifact__hash_type_and_more",
    "0069_squashed",
    "0070_lamindbv1_migrate_data",
    "0071_lamindbv1_migrate_schema",
    "0072_remove_user__branch_code_remove_user_aux_and_more",
    "0073_merge_ourprojects",
    "0074_lamindbv1_part4",
    "0075_lamindbv1_part5",
    "0076_lamindbv1_part6",
    "0077_lamindbv1_part6b",
    "0078_lamindbv1_part6c",
    "0079_alter_rundata_value_json_and_more",
    "0080_polish_lamindbv1",
    "0081_revert_textfield_collection",
    "0082_alter_feature_dtype",
    "0083_alter_feature_is_type_alter_flextable_is_type_and_more",
    "0084_alter_schemafeature_feature_and_more",
    "0085_alter_feature_is_type_alter_flextable_is_type_and_more",
    "0086_various",
    "0087_rename__schemas_m2m_artifact_feature_sets_and_more",
    "0088_schema_components",
    "0089_subsequent_runs",
    "0090_runproject_project_runs",
};

constexpr std::string_view bionty_migrations[] = {
    "0023_rename_publicsource_encode_uid",
    "0024_remove_cellline_collections_and_more",
    "0025_artifactcellline_alter_cellline_artifacts_and_more",
    "0026_artifactcellline_cell_line_ref_is_name_and_more",
    "0027_remove_artifactcellline_created_at_and_more",
    "0028_artifactcellline_created_at_and_more",
    "0028_squashed",
    "0029_alter_cellline_previous_runs_and_more",
    "0030_rename_publicsource_source_and_more",
    "0031_alter_cellmarker_name_and_more",
    "0032_rename_source_name_source_description_and_more",
    "0033_alter_artifactcellline_artifact_and_more",
    "0034_alter_source_unique_together",
    "0035_alter_protein_gene_symbol",
    "0036_alter_source_artifacts_and_more",
    "0037_alter_cellline_source_alter_cellmarker_source_and_more",
    "0038_alter_artifactcellline_created_by_and_more",
    "0039_alter_cellline_source_alter_cellmarker_source_and_more",
    "0040_rename_feature_ref_is_symbol_artifactgene_feature_ref_is_name_and_more",
    "0041_alter_artifactcellline_artifact_and_more",
    "0042_lamindbv1",
    "0043_lamindbv2_part2",
    "0044_alter_cellline_space_alter_cellmarker_space_and_more",
    "0045_rename_aux_cellline__aux_rename_aux_cellmarker__aux_and_more",
    "0046_alter_cellline__aux_alter_cellmarker__aux_and_more",
    "0047_lamindbv1_part5",
    "0048_lamindbv1_part6",
    "0049_alter_schemacellmarker_cellmarker_and_more",
    "0050_alter_source_uid",
};

constexpr std::string_view wetlab_migrations[] = {
    "0001_initial_squashed_0012",
    "0013_import_legacy_data",
    "0014_rename_species_biosample_organism",
    "0015_rename_files_biosample_artifacts_and_more",
    "0016_rename_datasets_biosample_collections_and_more",
    "0017_remove_biosample_artifacts",
    "0018_well_created_at_well_created_by_well_updated_at",
    "0018_squashed",
    "0019_alter_treatment_system",
    "0020_treatmenttarget_pathways_treatmenttarget_proteins_and_more",
    "0021_alter_compoundtreatment_duration_unit_and_more",
    "0022_remove_experiment_experiment_type_and_more",
    "0023_compoundtreatment_duration_and_more",
    "0024_compound_chembl_id",
    "0025_alter_artifactbiosample_artifact_and_more",
    "0025_squashed",
    "0026_alter_biosample_artifacts_alter_techsample_artifacts",
    "0027_rename_treatment_add_donor",
    "0028_remove_combinationperturbation_compounds_and_more",
    "0029_artifactbiologic_biologic_artifactbiologic_biologic",
    "0030_lamindbv1",
    "0031_alter_biologic_space_alter_biosample_space_and_more",
    "0032_rename_aux_biologic__aux_rename_aux_biosample__aux_and_more",
    "0033_alter_biologic__aux_alter_biosample__aux_and_more",
    "0034_lamindbv1_part6",
    "0035_alter_biologic_targets_alter_compound_name_and_more",
};

// Classes of each module in the order in which Django counts them.
constexpr std::string_view lamindb_models[] = {
    "migration",
    "person",
    "space",
    "user",
    "artifact",
    "collection",
    "collectionartifact",
    "collectionproject",
    "collectionreference",
    "feature",
    "artifactreference",
    "artifactproject",
    "featureproject",
    "featurevalue",
    "artifactfeaturevalue",
    "param",
    "paramvalue",
    "artifactparamvalue",
    "personproject",
    "project",
    "reference",
    "run",
    "runparamvalue",
    "runproject",
    "schema",
    "artifactschema",
    "schemacomponent",
    "schemafeature",
    "schemaparam",
    "schemaproject",
    "storage",
    "transform",
    "transformproject",
    "transformreference",
    "ulabel",
    "transformulabel",
    "runulabel",
    "collectionulabel",
    "artifactulabel",
    "ulabelproject",
    "flextable",
    "rundata",
    "flextabledata",
};

constexpr std::string_view bionty_models[] = {
    "artifactcellline",
    "artifactcellmarker",
    "artifactcelltype",
    "artifactdevelopmentalstage",
    "artifactdisease",
    "artifactethnicity",
    "artifactexperimentalfactor",
    "artifactgene",
    "artifactorganism",
    "artifactpathway",
    "artifactphenotype",
    "artifactprotein",
    "artifacttissue",
    "cellline",
    "cellmarker",
    "celltype",
    "developmentalstage",
    "disease",
    "ethnicity",
    "experimentalfactor",
    "gene",
    "organism",
    "pathway",
    "phenotype",
    "protein",
    "schemacellmarker",
    "schemagene",
    "schemapathway",
    "schemaprotein",
    "source",
    "tissue",
};

constexpr std::string_view wetlab_models[] = {
    "artifactbiologic",
    "artifactbiosample",
    "artifactcombinationperturbation",
    "artifactcompound",
    "artifactcompoundperturbation",
    "artifactdonor",
    "artifactenvironmentalperturbation",
    "artifactexperiment",
    "artifactgeneticperturbation",
    "artifactperturbationtarget",
    "artifacttechsample",
    "artifactwell",
    "biologic",
    "biosample",
    "combinationperturbation",
    "compound",
    "compoundperturbation",
    "donor",
    "environmentalperturbation",
    "experiment",
    "geneticperturbation",
    "perturbationtarget",
    "techsample",
    "well",
};

struct Module {
  std::string_view name;
  std::span<const std::string_view> migrations;
  std::string_view squashed;
  std::span<const std::string_view> models;
};
constexpr Module modules_by_rank[] = {
    {"lamindb", lamindb_migrations, "0090_squashed", lamindb_models},
    {"bionty", bionty_migrations, "0050_squashed", bionty_models},
    {"wetlab", wetlab_migrations, "0034_squashed", wetlab_models},
};

schema::Field column(std::string_view name, schema::FieldType type, int max_length = 0) {
  schema::Field field;
  field.name = field.column = name;
  field.type = type;
  field.max_length = max_length;
  return field;
}

// The table of Django that is no registry.
schema::Registry content_type_table() {
  using schema::FieldType;
  schema::Registry types;
  types.table = "django_content_type";
  types.fields = {column("id", FieldType::automatic), column("app_label", FieldType::text, 100),
                  column("model", FieldType::text, 100)};
  schema::Constraint& both = types.constraints.emplace_back();
  both.columns = {"app_label", "model"};
  return types;
}

bool is_mounted(std::span<const std::string> modules, std::string_view name) {
  return std::ranges::find(modules, name) != modules.end();
}

void append(std::vector<AppliedMigration>& rows, std::string_view app,
            std::span<const std::string_view> names) {
  for (const auto name : names) rows.push_back({app, name});
}

void create_tables(sql::Connection& connection, const schema::Catalog& catalog) {
  std::string script;
  const sql::Dialect& dialect = connection.dialect();
  const auto create = [&](const schema::Registry& registry) {
    script += create_table(catalog, registry, dialect) + ";\n";
    for (const auto& index : create_indexes(registry, dialect)) script += index + ";\n";
  };
  const auto& registries = catalog.registries();
  create(*registries.front());  // Migration
  create(content_type_table());
  for (std::size_t i = 1; i < registries.size(); ++i) create(*registries[i]);
  for (const auto& registry : registries) {
    for (const auto& key : create_foreign_keys(catalog, *registry, dialect)) script += key + ";\n";
  }
  connection.execute(script);
}

void record_migrations(sql::Connection& connection, std::span<const std::string> modules) {
  const auto insert =
      connection.prepare(R"(INSERT INTO "django_migrations" ("app", "name", "applied") VALUES (?1, ?2, ?3))");
  const std::string applied = database_text(now());
  for (const auto& row : applied_migrations(modules)) {
    insert->bind_text(1, row.app);
    insert->bind_text(2, row.name);
    insert->bind_text(3, applied);
    insert->run();
  }
}

void record_content_types(sql::Connection& connection, std::span<const std::string> modules) {
  const auto insert =
      connection.prepare(R"(INSERT INTO "django_content_type" ("app_label", "model") VALUES (?1, ?2))");
  for (const auto& row : content_types(modules)) {
    insert->bind_text(1, row.app);
    insert->bind_text(2, row.model);
    insert->run();
  }
}

}  // namespace

// Modules are visited by name with what they depend on first: contenttypes comes before the core alone, but
// after bionty, on which nothing of Django depends.
std::vector<AppliedMigration> applied_migrations(std::span<const std::string> modules) {
  std::vector<AppliedMigration> rows;
  const bool with_bionty = is_mounted(modules, "bionty");
  if (!with_bionty) append(rows, "contenttypes", contenttypes_migrations);
  append(rows, "lamindb", lamindb_migrations);
  if (with_bionty) append(rows, "bionty", bionty_migrations);
  if (with_bionty) append(rows, "contenttypes", contenttypes_migrations);
  if (is_mounted(modules, "wetlab")) append(rows, "wetlab", wetlab_migrations);
  for (const auto& module : modules_by_rank) {
    if (is_mounted(modules, module.name)) rows.push_back({module.name, module.squashed});
  }
  return rows;
}

std::vector<KnownMigration> known_migrations() {
  std::vector<KnownMigration> known;
  for (const auto name : contenttypes_migrations) known.push_back({"contenttypes", name});
  for (const auto& module : modules_by_rank) {
    const auto is_later = [&](std::string_view name) {
      return name.substr(0, 4) > module.squashed.substr(0, 4);
    };
    const auto later = static_cast<std::size_t>(std::ranges::count_if(module.migrations, is_later));
    known.push_back({module.name, module.squashed, module.migrations.size() - later});
    for (const auto name : module.migrations) {
      if (is_later(name)) known.push_back({module.name, name});
    }
  }
  return known;
}

std::vector<ContentType> content_types(std::span<const std::string> modules) {
  std::vector<ContentType> rows = {{"contenttypes", "contenttype"}};
  for (const auto& module : modules_by_rank) {
    if (!is_mounted(modules, module.name)) continue;
    for (const auto model : module.models) rows.push_back({module.name, model});
  }
  return rows;
}

void insert_rows(sql::Connection& connection, std::string_view table,
                 std::span<const std::string_view> columns, std::span<const std::vector<Value>> rows) {
  std::string names;
  std::string values;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) names += ", ", values += ", ";
    names += sql::quoted(columns[i]);
    values += connection.dialect().placeholder(static_cast<int>(i) + 1);
  }
  sql::Transaction transaction(connection);
  const auto insert =
      connection.prepare("INSERT INTO " + sql::quoted(table) + " (" + names + ") VALUES (" + values + ")");
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) insert->bind(static_cast<int>(i) + 1, row[i]);
    insert->run();
  }
  if (!columns.empty() && columns.front() == "id") connection.settle_keys(table, "id");
  transaction.commit();
}

void create_database(sql::Connection& connection, const schema::Catalog& catalog) {
  sql::Transaction transaction(connection);
  create_tables(connection, catalog);
  record_migrations(connection, catalog.modules());
  record_content_types(connection, catalog.modules());
  transaction.commit();
}

}  // namespace lamin::migrations
