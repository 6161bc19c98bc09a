"""Version 5: the latest acts on the book, each with what takes it back."""

STATEMENTS: tuple[str, ...] = (
    'CREATE TABLE "acts" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "clinic_id" INTEGER,'
    ' "at" INTEGER NOT NULL DEFAULT 0, "role" TEXT NOT NULL DEFAULT \'\','
    " \"actor\" TEXT NOT NULL DEFAULT '', \"program\" TEXT NOT NULL DEFAULT '',"
    " \"kind\" TEXT NOT NULL DEFAULT '', \"text\" TEXT NOT NULL DEFAULT '',"
    ' "inverse" TEXT NOT NULL DEFAULT \'\', "undoes" INTEGER,'
    ' FOREIGN KEY ("clinic_id") REFERENCES "clinic" ("id")) STRICT',
    "CREATE UNIQUE INDEX acts_undoes ON acts (undoes) WHERE undoes IS NOT NULL",
    "CREATE TRIGGER acts_bounded AFTER INSERT ON acts WHEN NEW.id % 50 = 0"
    " BEGIN DELETE FROM acts WHERE id <= NEW.id - 150; END",
    "CREATE TRIGGER acts_final BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'append-only'); END",
)
