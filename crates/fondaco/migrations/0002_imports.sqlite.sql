CREATE TABLE "import_record" (
  "run" INTEGER NOT NULL,
  "kind" INTEGER NOT NULL,
  "record" INTEGER NOT NULL,
  "version_before" INTEGER NOT NULL,
  "version_after" INTEGER NOT NULL,
  "before" TEXT,
  PRIMARY KEY ("run", "kind", "record")
) STRICT, WITHOUT ROWID;
CREATE TABLE "import_refusal" (
  "run" INTEGER NOT NULL,
  "line" INTEGER NOT NULL,
  "cells" TEXT NOT NULL,
  "reasons" TEXT NOT NULL,
  PRIMARY KEY ("run", "line")
) STRICT, WITHOUT ROWID;
CREATE TABLE "import_run" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "kind" INTEGER NOT NULL,
  "file" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "mapping" TEXT NOT NULL,
  "columns" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "ended_at" INTEGER,
  "by_user" INTEGER,
  "created" INTEGER NOT NULL,
  "updated" INTEGER NOT NULL,
  "unchanged" INTEGER NOT NULL,
  "refused" INTEGER NOT NULL
) STRICT;
CREATE INDEX "import_run__kind__id" ON "import_run" ("kind", "id");
