//! The triggers that write the history: generated from the tables themselves, so that a new column
//! or a new table is watched without anybody thinking of it.

use rusqlite::Connection;

use super::drafts::DRAFTS;
use crate::Result;

/// The history's own tables, and seals, which only ever grow. Every other table that is no draft holds
/// records and is watched.
const UNWATCHED: [&str; 5] = ["operation", "row_change", "running_operation", "counter", "sealed_report"];

/// Names of the tables that hold records.
///
/// # Errors
/// Storage errors.
pub fn watched(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let kept = |name: &String| !UNWATCHED.contains(&name.as_str()) && !DRAFTS.contains(&name.as_str());
    Ok(names.into_iter().filter(kept).collect())
}

/// Columns of a table, in order.
///
/// # Errors
/// Storage errors.
pub fn columns(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// SQL of a row's image: a JSON object of all its columns. `of` is `NEW`, `OLD` or a table.
pub fn image(columns: &[String], of: &str) -> String {
    let pairs: Vec<String> = columns.iter().map(|name| format!("'{name}', {of}.\"{name}\"")).collect();
    format!("json_object({})", pairs.join(", "))
}

/// Takes the triggers away, for a migration.
///
/// # Errors
/// Storage errors.
pub fn drop_all(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'history\\_%' ESCAPE '\\'",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    for name in names {
        connection.execute_batch(&format!("DROP TRIGGER \"{name}\""))?;
    }
    Ok(())
}

/// Makes three triggers for every watched table.
///
/// # Errors
/// Storage errors; a watched table without the column `id`.
pub fn create_all(connection: &Connection) -> Result<()> {
    for table in watched(connection)? {
        let columns = columns(connection, &table)?;
        connection.execute_batch(&triggers_of(&table, &columns))?;
    }
    Ok(())
}

fn triggers_of(table: &str, columns: &[String]) -> String {
    // RAISE only runs when there is no running operation; coalesce stops at its first value.
    let operation = "coalesce((SELECT operation_id FROM running_operation WHERE id = 1), \
                     RAISE(ABORT, 'records change only inside an operation'))";
    let same_row = "CASE WHEN OLD.id = NEW.id THEN NEW.id ELSE RAISE(ABORT, 'a row keeps its id') END";
    let (old, new) = (image(columns, "OLD"), image(columns, "NEW"));
    let moved: Vec<String> =
        columns.iter().map(|name| format!("OLD.\"{name}\" IS NOT NEW.\"{name}\"")).collect();
    let moved = moved.join(" OR ");
    let record = "INSERT INTO row_change (operation_id, table_name, row_id, before, after) VALUES";
    format!(
        "CREATE TRIGGER history_{table}_insert AFTER INSERT ON {table} BEGIN
           {record} ({operation}, '{table}', NEW.id, NULL, {new}); END;
         CREATE TRIGGER history_{table}_update AFTER UPDATE ON {table} WHEN {moved} BEGIN
           {record} ({operation}, '{table}', {same_row}, {old}, {new}); END;
         CREATE TRIGGER history_{table}_delete AFTER DELETE ON {table} BEGIN
           {record} ({operation}, '{table}', OLD.id, {old}, NULL); END;"
    )
}
