// SQLite as the distribution ships it, and the things Swift cannot say about it: variadic calls, and
// the destructor constant that tells SQLite to make its own copy.
#include <sqlite3.h>

// Refuses what only an attacker or a mistake would do: writing to SQLite's own tables, taking "text" for
// 'text'.
static inline int entente_sqlite_harden(sqlite3 *connection) {
    int code = sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
    if (code == SQLITE_OK) code = sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
    if (code == SQLITE_OK) code = sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
    return code;
}

// Leaves the write-ahead log as it is when the last connection closes.
static inline int entente_sqlite_keep_log(sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

static inline int entente_sqlite_bind_text(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    const char *text = count == 0 ? "" : (const char *)bytes;
    return sqlite3_bind_text(statement, index, text, count, SQLITE_TRANSIENT);
}

static inline int entente_sqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, index, count == 0 ? "" : bytes, count, SQLITE_TRANSIENT);
}
