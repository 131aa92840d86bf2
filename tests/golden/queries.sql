-- A small instance made by lamindb 1.3.2 (tables that the queries of queries.json visit, without constraints).
CREATE TABLE "lamindb_user" ("id" INTEGER PRIMARY KEY, "uid" varchar(8), "handle" varchar(30), "name" varchar(150), "created_at" datetime, "updated_at" datetime);
INSERT INTO "lamindb_user" ("id", "uid", "handle", "name", "created_at", "updated_at") VALUES
  (1, '00000000', 'anonymous', NULL, '2026-11-21 13:14:34.245', '2026-11-21 13:14:34.245'),
  (2, 'abcdefgh', 'second', 'Second User', '2026-11-21 13:26:59.292', '2026-11-21 13:26:59.292');
CREATE TABLE "lamindb_transform" ("version" varchar(30), "is_latest" bool, "_branch_code" smallint, "_aux" TEXT, "id" INTEGER PRIMARY KEY, "uid" varchar(16), "key" varchar(255), "description" varchar(255), "type" varchar(20), "source_code" TEXT, "hash" varchar(22), "reference" varchar(255), "reference_type" varchar(25), "created_at" datetime, "updated_at" datetime, "space_id" smallint, "created_by_id" INTEGER, "_template_id" INTEGER);
INSERT INTO "lamindb_transform" ("is_latest", "_branch_code", "id", "uid", "key", "description", "type", "created_at", "updated_at", "space_id", "created_by_id") VALUES
  (1, 1, 1, 'sapjMXDIzNP70000', 'prep.py', 'Prepare things', 'script', '2026-11-21 13:14:37.597', '2026-11-21 13:14:37.597', 1, 1),
  (1, 1, 2, '5NUer1pNOCdO0000', 'train.ipynb', 'Train', 'notebook', '2026-11-21 13:14:37.617', '2026-11-21 13:14:37.617', 1, 1);
CREATE TABLE "lamindb_run" ("_branch_code" smallint, "_aux" TEXT, "id" INTEGER PRIMARY KEY, "uid" varchar(20), "name" varchar(150), "started_at" datetime, "finished_at" datetime, "reference" varchar(255), "reference_type" varchar(25), "created_at" datetime, "_is_consecutive" bool, "_status_code" smallint, "_logfile_id" INTEGER, "environment_id" INTEGER, "report_id" INTEGER, "space_id" smallint, "transform_id" INTEGER, "created_by_id" INTEGER, "initiated_by_run_id" bigint);
INSERT INTO "lamindb_run" ("_branch_code", "id", "uid", "name", "started_at", "reference", "created_at", "_status_code", "space_id", "transform_id", "created_by_id", "initiated_by_run_id") VALUES
  (1, 1, 'fF0xiUpQwHZ3YELeInvz', 'first', '2026-11-21 13:14:37.636', NULL, '2026-11-21 13:14:37.636', 0, 1, 1, 1, NULL),
  (1, 2, 'pTRhHjuucypyhDRVI0oC', NULL, '2026-11-21 13:14:37.640', 'ref', '2026-11-21 13:14:37.640', 0, 1, 2, 1, NULL),
  (1, 3, '2O7EnmaOkYQaILE704lA', NULL, '2026-11-21 13:14:37.642', NULL, '2026-11-21 13:14:37.642', 0, 1, 2, 1, 1);
CREATE TABLE "lamindb_artifact" ("version" varchar(30), "is_latest" bool, "_branch_code" smallint, "_aux" TEXT, "created_at" datetime, "updated_at" datetime, "id" INTEGER PRIMARY KEY, "uid" varchar(20), "key" varchar(255), "description" varchar(255), "suffix" varchar(30), "kind" varchar(20), "otype" varchar(64), "size" bigint, "hash" varchar(22), "n_files" bigint, "n_observations" bigint, "_hash_type" varchar(30), "_key_is_virtual" bool, "_overwrite_versions" bool, "run_id" bigint, "schema_id" INTEGER, "space_id" smallint, "storage_id" INTEGER, "created_by_id" INTEGER);
INSERT INTO "lamindb_artifact" ("is_latest", "_branch_code", "created_at", "updated_at", "id", "uid", "key", "description", "suffix", "kind", "size", "hash", "n_observations", "_hash_type", "_key_is_virtual", "_overwrite_versions", "run_id", "space_id", "storage_id", "created_by_id") VALUES
  (0, 1, '2023-12-31 23:59:59.500000', '2023-12-31 23:59:59.500000', 1, 'Eh7AmGOiE5BCBuyY0000', 'data/a.csv', 'Table of lungs', '.csv', 'dataset', 9, 'I5tV-d8GIaMqWZ7NbpwG_Q', NULL, 'md5', 1, 0, 1, 1, 1, 1),
  (1, 1, '2024-01-01 00:00:00', '2024-01-01 00:00:00', 2, 'dmZixQRLMC1QfGAH0000', 'data/b.csv', NULL, '.csv', NULL, 18, '3dtD7Dt784CVVZGjZAOlEA', 10, 'md5', 1, 0, 1, 1, 1, 1),
  (1, 1, '2024-12-30 10:30:00.250000', '2024-12-30 10:30:00.250000', 3, 'Eh7AmGOiE5BCBuyY0001', 'data/a.csv', 'Table of lungs, new', '.csv', NULL, 27, '6FphKeatCzeFIekzYW1WNw', 0, 'md5', 1, 0, 2, 1, 1, 2),
  (1, 1, '2025-02-28 12:00:00', '2025-02-28 12:00:00', 4, 'yfG3XyFW3Xrwer700000', 'img/X.jpg', '100% of it', '.jpg', NULL, 36, 'Y7r9SSt-aNqblW1oHOBUTg', NULL, 'md5', 1, 0, 2, 1, 1, 2),
  (1, 1, '2025-02-28 18:45:10.123456', '2025-02-28 18:45:10.123456', 5, 'g6AFHaddyl2SC6lE0000', 'img/y.jpg', 'under_score', '.jpg', NULL, 45, '5RdAvEmHgxn8zhQsh0GX4g', NULL, 'md5', 1, 0, 3, 1, 1, 1),
  (1, -1, '2025-06-15 06:07:08', '2025-06-15 06:07:08', 6, 'SqzQT73tJENVz5XG0000', NULL, 'no key', '.txt', NULL, 54, 'E-_U6bYQEkf5nkYWXvC4kw', NULL, 'md5', 1, 0, NULL, 1, 1, 1),
  (1, 1, '2025-06-16 00:00:00', '2025-06-16 00:00:00', 7, 'CTrUukr2gcBtw3JX0000', NULL, 'back\slash', '.txt', NULL, 63, '9aoHthdMbK43RpUIz6HMhA', NULL, 'md5', 1, 0, 3, 1, 1, 1),
  (0, 1, '2025-09-30 09:09:09', '2025-09-30 09:09:09', 8, 'o8CK7Lxt38DXa2HE0000', 'data/c.parquet', 'Ünï', '.parquet', 'model', 72, 'tBhX4a7qRBYNS0u7t74vhg', NULL, 'md5', 1, 0, NULL, 1, 1, 1),
  (1, 1, '2026-01-01 01:01:01', '2026-01-01 01:01:01', 9, 'o8CK7Lxt38DXa2HE0001', 'data/c.parquet', 'v2', '.parquet', 'model', 81, 'g_bSX0HYvgaddFwcoM6oIQ', NULL, 'md5', 1, 0, 3, 1, 1, 1),
  (1, 1, '2026-07-04 16:20:00', '2026-07-04 16:20:00', 10, '28Qgv3PJaZwqmOF40000', 'Data/D.CSV', 'caps', '.CSV', NULL, 90, 'h7pFuq3WKfPWjD6rtetYeQ', NULL, 'md5', 1, 0, 1, 1, 1, 1);
CREATE TABLE "lamindb_ulabel" ("_branch_code" smallint, "_aux" TEXT, "created_at" datetime, "updated_at" datetime, "id" INTEGER PRIMARY KEY, "uid" varchar(8), "name" varchar(150), "is_type" bool, "description" varchar(255), "reference" varchar(255), "reference_type" varchar(25), "run_id" bigint, "space_id" smallint, "type_id" INTEGER, "created_by_id" INTEGER);
INSERT INTO "lamindb_ulabel" ("_branch_code", "created_at", "updated_at", "id", "uid", "name", "is_type", "description", "space_id", "type_id", "created_by_id") VALUES
  (1, '2026-11-21 13:14:37.290', '2026-11-21 13:14:37.290', 1, 'HIPeVbsk', 'Experiment', 1, NULL, 1, NULL, 1),
  (1, '2026-11-21 13:14:37.302', '2026-11-21 13:14:37.302', 2, 'xp2WmYOd', 'Tissue', 1, NULL, 1, NULL, 1),
  (1, '2026-11-21 13:14:37.324', '2026-11-21 13:14:37.324', 3, '2HPqyBAn', 'E1', 0, 'experiment E1', 1, 1, 1),
  (1, '2026-11-21 13:14:37.344', '2026-11-21 13:14:37.344', 4, 'hkdCa6go', 'E2', 0, 'experiment E2', 1, 1, 1),
  (1, '2026-11-21 13:14:37.356', '2026-11-21 13:14:37.356', 5, 'Xj2048YK', 'E3', 0, 'experiment E3', 1, 1, 1),
  (1, '2026-11-21 13:14:37.376', '2026-11-21 13:14:37.376', 6, 'ZJJGjte6', 'lung', 0, NULL, 1, 2, 1),
  (1, '2026-11-21 13:14:37.392', '2026-11-21 13:14:37.392', 7, 'XZpgwybZ', 'liver', 0, NULL, 1, 2, 1),
  (1, '2026-11-21 13:14:37.412', '2026-11-21 13:14:37.412', 8, 'iNdTAilR', 'Brain', 0, NULL, 1, 2, 1),
  (1, '2026-11-21 13:14:37.432', '2026-11-21 13:14:37.432', 9, 'J9HzZ6g5', 'brain stem', 0, NULL, 1, 2, 1),
  (1, '2026-11-21 13:14:37.452', '2026-11-21 13:14:37.452', 10, '2tCQg6IH', '50%_mix', 0, NULL, 1, 2, 1),
  (1, '2026-11-21 13:14:37.468', '2026-11-21 13:14:37.468', 11, 'LmNtzIZo', 'naïve', 0, NULL, 1, 2, 1),
  (1, '2026-11-21 13:14:37.484', '2026-11-21 13:14:37.484', 12, 'Pn0C2Fsm', 'red', 0, NULL, 1, NULL, 1),
  (1, '2026-11-21 13:14:37.504', '2026-11-21 13:14:37.504', 13, 'Vv5VGdd2', 'blue', 0, 'a colour', 1, NULL, 1),
  (1, '2026-11-21 13:14:37.524', '2026-11-21 13:14:37.524', 14, 'H87YEIqG', 'orphan', 0, NULL, 1, NULL, 1);
CREATE TABLE "lamindb_ulabel_parents" ("id" INTEGER PRIMARY KEY, "from_ulabel_id" INTEGER, "to_ulabel_id" INTEGER);
INSERT INTO "lamindb_ulabel_parents" ("id", "from_ulabel_id", "to_ulabel_id") VALUES
  (1, 9, 8),
  (2, 8, 14),
  (3, 12, 13),
  (4, 12, 14);
CREATE TABLE "lamindb_artifactulabel" ("created_at" datetime, "id" INTEGER PRIMARY KEY, "label_ref_is_name" bool, "feature_ref_is_name" bool, "artifact_id" INTEGER, "feature_id" INTEGER, "run_id" bigint, "ulabel_id" INTEGER, "created_by_id" INTEGER);
INSERT INTO "lamindb_artifactulabel" ("created_at", "id", "artifact_id", "ulabel_id", "created_by_id") VALUES
  ('2026-11-21 13:14:38.707', 1, 1, 3, 1),
  ('2026-11-21 13:14:38.707', 2, 1, 6, 1),
  ('2026-11-21 13:14:38.729', 3, 2, 3, 1),
  ('2026-11-21 13:14:38.729', 4, 2, 12, 1),
  ('2026-11-21 13:14:38.729', 5, 2, 7, 1),
  ('2026-11-21 13:14:38.744', 6, 3, 4, 1),
  ('2026-11-21 13:14:38.744', 7, 3, 6, 1),
  ('2026-11-21 13:14:38.764', 8, 4, 8, 1),
  ('2026-11-21 13:14:38.764', 9, 4, 13, 1),
  ('2026-11-21 13:14:38.780', 10, 5, 9, 1),
  ('2026-11-21 13:14:38.801', 11, 7, 10, 1),
  ('2026-11-21 13:14:38.801', 12, 7, 11, 1),
  ('2026-11-21 13:14:38.801', 13, 7, 5, 1),
  ('2026-11-21 13:14:38.820', 14, 9, 3, 1),
  ('2026-11-21 13:14:38.820', 15, 9, 12, 1),
  ('2026-11-21 13:14:38.820', 16, 9, 13, 1);
CREATE TABLE "lamindb_artifact_input_of_runs" ("id" INTEGER PRIMARY KEY, "artifact_id" INTEGER, "run_id" bigint);
INSERT INTO "lamindb_artifact_input_of_runs" ("id", "artifact_id", "run_id") VALUES
  (1, 1, 2),
  (2, 2, 2),
  (3, 1, 3),
  (4, 3, 3);
CREATE TABLE "lamindb_collection" ("version" varchar(30), "is_latest" bool, "_branch_code" smallint, "_aux" TEXT, "created_at" datetime, "updated_at" datetime, "id" INTEGER PRIMARY KEY, "uid" varchar(20), "key" varchar(255), "description" TEXT, "hash" varchar(22), "reference" varchar(255), "reference_type" varchar(25), "meta_artifact_id" INTEGER, "run_id" bigint, "space_id" smallint, "created_by_id" INTEGER);
INSERT INTO "lamindb_collection" ("is_latest", "_branch_code", "created_at", "updated_at", "id", "uid", "key", "description", "hash", "space_id", "created_by_id") VALUES
  (1, 1, '2026-11-21 13:14:39.170', '2026-11-21 13:14:39.170', 1, '9HPiNiHean50KggR0000', 'coll1', NULL, 'rG77abnUwtA1YmkBb5LJgA', 1, 1),
  (1, 1, '2026-11-21 13:14:39.218', '2026-11-21 13:14:39.218', 2, 'JY9IXxyQFhSJUVg20000', 'coll2', 'two', 'JVemqBHsEXy7S_DwIOCdUg', 1, 1);
CREATE TABLE "lamindb_collectionartifact" ("created_at" datetime, "id" INTEGER PRIMARY KEY, "artifact_id" INTEGER, "collection_id" INTEGER, "run_id" bigint, "created_by_id" INTEGER);
INSERT INTO "lamindb_collectionartifact" ("created_at", "id", "artifact_id", "collection_id", "created_by_id") VALUES
  ('2026-11-21 13:14:39.192', 1, 1, 1, 1),
  ('2026-11-21 13:14:39.192', 2, 2, 1, 1),
  ('2026-11-21 13:14:39.240', 3, 2, 2, 1),
  ('2026-11-21 13:14:39.240', 4, 4, 2, 1);
CREATE TABLE "lamindb_collectionulabel" ("created_at" datetime, "id" INTEGER PRIMARY KEY, "label_ref_is_name" bool, "feature_ref_is_name" bool, "collection_id" INTEGER, "feature_id" INTEGER, "run_id" bigint, "ulabel_id" INTEGER, "created_by_id" INTEGER);
INSERT INTO "lamindb_collectionulabel" ("created_at", "id", "collection_id", "ulabel_id", "created_by_id") VALUES
  ('2026-11-21 13:14:39.259', 1, 1, 3, 1);
CREATE TABLE "lamindb_feature" ("_branch_code" smallint, "_aux" TEXT, "created_at" datetime, "updated_at" datetime, "id" INTEGER PRIMARY KEY, "uid" varchar(12), "name" varchar(150), "dtype" varchar(255), "is_type" bool, "unit" varchar(30), "description" varchar(255), "array_rank" smallint, "array_size" INTEGER, "array_shape" TEXT, "proxy_dtype" varchar(255), "synonyms" TEXT, "_expect_many" bool, "_curation" TEXT, "run_id" bigint, "space_id" smallint, "created_by_id" INTEGER, "type_id" INTEGER);
INSERT INTO "lamindb_feature" ("_branch_code", "_aux", "created_at", "updated_at", "id", "uid", "name", "dtype", "array_rank", "array_size", "_expect_many", "space_id", "created_by_id") VALUES
  (1, '{"af": {"0": null, "1": true, "2": false}}', '2026-11-21 13:14:38.892', '2026-11-21 13:14:38.892', 1, '8Ukkdz9AoNeN', 'temperature', 'int', 0, 0, 1, 1, 1),
  (1, '{"af": {"0": null, "1": true, "2": false}}', '2026-11-21 13:14:38.912', '2026-11-21 13:14:38.912', 2, 'Nf45dWGWilIu', 'note', 'str', 0, 0, 1, 1, 1),
  (1, '{"af": {"0": null, "1": true, "2": false}}', '2026-11-21 13:14:38.932', '2026-11-21 13:14:38.932', 3, 'rzX4Z44Dtoma', 'config', 'object', 0, 0, 1, 1, 1);
CREATE TABLE "lamindb_featurevalue" ("id" INTEGER PRIMARY KEY, "_branch_code" smallint, "_aux" TEXT, "created_at" datetime, "value" TEXT, "hash" varchar(22), "feature_id" INTEGER, "run_id" bigint, "space_id" smallint, "created_by_id" INTEGER);
INSERT INTO "lamindb_featurevalue" ("id", "_branch_code", "created_at", "value", "hash", "feature_id", "space_id", "created_by_id") VALUES
  (1, 1, '2026-11-21 13:14:38.957', '21', NULL, 1, 1, 1),
  (2, 1, '2026-11-21 13:14:38.957', '"warm"', NULL, 2, 1, 1),
  (3, 1, '2026-11-21 13:14:38.998', '5', NULL, 1, 1, 1),
  (4, 1, '2026-11-21 13:14:39.042', '"cold"', NULL, 2, 1, 1),
  (5, 1, '2026-11-21 13:14:39.080', '{"a": 1, "b": {"c": "x"}}', '{''a'': 1, ''b'': {''c'': ', 3, 1, 1),
  (6, 1, '2026-11-21 13:14:39.081', '{"a": 2.5, "flag": true, "n": null}', '{''a'': 2.5, ''flag'': T', 3, 1, 1),
  (7, 1, '2026-11-21 13:14:39.108', '{"a": "1", "list": [1, 2, 3]}', '{''a'': ''1'', ''list'': [', 3, 1, 1),
  (8, 1, '2026-11-21 13:14:39.124', '{"flag": false, "b": {"c": "X y"}}', '{''flag'': False, ''b'':', 3, 1, 1);
CREATE TABLE "lamindb_artifactfeaturevalue" ("created_at" datetime, "id" INTEGER PRIMARY KEY, "artifact_id" INTEGER, "featurevalue_id" bigint, "run_id" bigint, "created_by_id" INTEGER);
INSERT INTO "lamindb_artifactfeaturevalue" ("created_at", "id", "artifact_id", "featurevalue_id", "created_by_id") VALUES
  ('2026-11-21 13:14:38.976', 1, 1, 1, 1),
  ('2026-11-21 13:14:38.976', 2, 1, 2, 1),
  ('2026-11-21 13:14:39.020', 3, 2, 3, 1),
  ('2026-11-21 13:14:39.060', 4, 3, 4, 1),
  ('2026-11-21 13:14:39.145', 5, 4, 5, 1);
CREATE TABLE "lamindb_runulabel" ("id" INTEGER PRIMARY KEY, "created_at" datetime, "run_id" bigint, "ulabel_id" INTEGER, "created_by_id" INTEGER);
CREATE TABLE "lamindb_ulabelproject" ("created_at" datetime, "id" INTEGER PRIMARY KEY, "project_id" INTEGER, "run_id" bigint, "ulabel_id" INTEGER, "created_by_id" INTEGER);
