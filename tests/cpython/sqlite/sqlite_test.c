/* Runs SQL on what Python's sqlite3 offers. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

static sqlite3 *database;

/* Ends the test with the database's error unless `status` is `expected`. */
static void
check_status(int status, int expected, const char *what)
{
    if (status != expected) {
        (void)fprintf(stderr, "%s: status %d, expected %d: %s\n", what, status, expected,
                      sqlite3_errmsg(database));
        exit(1);
    }
}

/* Ends the test unless the first column of the first row of `sql` is `expected`. */
static void
check_query(const char *sql, const char *expected)
{
    sqlite3_stmt *statement;
    check_status(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK, sql);
    check_status(sqlite3_step(statement), SQLITE_ROW, sql);
    const char *found = (const char *)sqlite3_column_text(statement, 0);
    if (found == NULL || strcmp(found, expected) != 0) {
        (void)fprintf(stderr, "%s: %s, expected %s\n", sql, found ? found : "NULL", expected);
        exit(1);
    }
    check_status(sqlite3_finalize(statement), SQLITE_OK, sql);
}

static void
execute(const char *sql)
{
    check_status(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK, sql);
}

static void
test_versions_agree(void)
{
    check_query("SELECT sqlite_version()", SOURCE_VERSION);
    check_query("SELECT sqlite_source_id()", SQLITE_SOURCE_ID);
    if (strcmp(sqlite3_libversion(), SQLITE_VERSION) != 0 || !sqlite3_threadsafe()) {
        (void)fputs("the library is not what its header says\n", stderr);
        exit(1);
    }
}

static void
test_text_search(void)
{
    execute("CREATE VIRTUAL TABLE five USING fts5(body, tokenize = 'porter')");
    execute("INSERT INTO five VALUES ('running snakes'), ('sleeping dogs')");
    check_query("SELECT body FROM five WHERE five MATCH 'snake AND run'", "running snakes");
    check_query("SELECT fts5_source_id()", "fts5: " SQLITE_SOURCE_ID);
    execute("CREATE VIRTUAL TABLE four USING fts4(body)");
    execute("INSERT INTO four VALUES ('one two'), ('one three')");
    check_query("SELECT body FROM four WHERE four MATCH '(two OR four) AND one'", "one two");
    execute("CREATE VIRTUAL TABLE three USING fts3(body)");
}

static void
test_json(void)
{
    check_query("SELECT '{\"a\": [1, {\"b\": \"c\"}]}' ->> '$.a[1].b'", "c");
    check_query("SELECT json_group_array(value) FROM json_each('[3, 1]')", "[3,1]");
    check_query("SELECT json(jsonb('{\"a\":1}'))", "{\"a\":1}");
}

static void
test_functions(void)
{
    check_query("SELECT printf('%.4f', sqrt(2) + ln(exp(1)) + pow(2, 3))", "10.4142");
    check_query("SELECT sum(n) OVER (ORDER BY n DESC) FROM (SELECT 1 n UNION SELECT 2)", "2");
    check_query("SELECT date('2024-02-28', '+1 day', 'localtime') IS NOT NULL", "1");
}

static void
test_geometry(void)
{
    execute("CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1, y0, y1)");
    execute("INSERT INTO boxes VALUES (1, 0, 1, 0, 1), (2, 5, 6, 5, 6)");
    check_query("SELECT id FROM boxes WHERE x0 >= 4 AND y1 <= 7", "2");
    execute("CREATE VIRTUAL TABLE shapes USING geopoly(name)");
    execute("INSERT INTO shapes(name, _shape) VALUES ('unit', '[[0,0],[1,0],[1,1],[0,1],[0,0]]')");
    check_query("SELECT geopoly_area(_shape) FROM shapes", "1.0");
}

static void
test_introspection(void)
{
    execute("CREATE TABLE plain(number INTEGER PRIMARY KEY, text TEXT)");
    check_query("SELECT count(*) > 0 FROM dbstat WHERE name = 'plain'", "1");
    sqlite3_stmt *statement;
    const char *sql = "SELECT text AS renamed FROM plain";
    check_status(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK, sql);
    const char *origin = sqlite3_column_origin_name(statement, 0);
    if (origin == NULL || strcmp(origin, "text") != 0) {
        (void)fputs("the origin of a column is unknown\n", stderr);
        exit(1);
    }
    check_status(sqlite3_finalize(statement), SQLITE_OK, sql);
}

static void
test_serialized_copy(void)
{
    sqlite3_int64 size;
    unsigned char *bytes = sqlite3_serialize(database, "main", &size, 0);
    sqlite3 *copy;
    check_status(sqlite3_open(":memory:", &copy), SQLITE_OK, "open a copy");
    check_status(sqlite3_deserialize(copy, "main", bytes, size, size,
                                     SQLITE_DESERIALIZE_FREEONCLOSE),
                 SQLITE_OK, "deserialize");
    check_status(sqlite3_exec(copy, "SELECT * FROM five", NULL, NULL, NULL), SQLITE_OK,
                 "read the copy");
    check_status(sqlite3_close(copy), SQLITE_OK, "close the copy");
}

/* A file, its journal and two connections. */
static void
test_file(void)
{
    const char *folder = getenv("TEST_TMPDIR");
    char path[4096];
    (void)snprintf(path, sizeof(path), "%s/test.db", folder ? folder : ".");
    check_status(sqlite3_open(path, &database), SQLITE_OK, path);
    execute("PRAGMA journal_mode = WAL");
    execute("CREATE TABLE IF NOT EXISTS numbers(n)");
    execute("BEGIN IMMEDIATE; INSERT INTO numbers VALUES (1)");
    sqlite3 *other;
    check_status(sqlite3_open(path, &other), SQLITE_OK, path);
    check_status(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_BUSY,
                 "a second writer");
    execute("COMMIT");
    check_status(sqlite3_exec(other, "DELETE FROM numbers", NULL, NULL, NULL), SQLITE_OK,
                 "the second writer");
    check_status(sqlite3_close(other), SQLITE_OK, "close the second connection");
    check_query("SELECT count(*) FROM numbers", "0");
    check_status(sqlite3_close(database), SQLITE_OK, "close");
}

/* An extension that does not exist is looked for, and not found. */
static void
test_extensions_can_be_loaded(void)
{
    check_status(sqlite3_enable_load_extension(database, 1), SQLITE_OK, "allow extensions");
    char *error = NULL;
    check_status(sqlite3_load_extension(database, "/nonexistent/extension", NULL, &error),
                 SQLITE_ERROR, "load an extension");
    if (error == NULL || strstr(error, "nonexistent") == NULL) {
        (void)fprintf(stderr, "unexpected error: %s\n", error ? error : "none");
        exit(1);
    }
    sqlite3_free(error);
}

int
main(void)
{
    check_status(sqlite3_open(":memory:", &database), SQLITE_OK, "open");
    test_versions_agree();
    test_text_search();
    test_json();
    test_functions();
    test_geometry();
    test_introspection();
    test_serialized_copy();
    test_extensions_can_be_loaded();
    check_status(sqlite3_close(database), SQLITE_OK, "close");
    test_file();
    return 0;
}
