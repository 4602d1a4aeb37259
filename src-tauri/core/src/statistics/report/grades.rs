//! `{等次}`: columns that are there once for each grade of the schemes in use.

use super::fill::{Desk, Frame};
use crate::statistics::{
    books::Place,
    layout::{Column, check::GRADE},
};

/// Grades of the schemes that these sections show at a place, in the order of the first scheme that has
/// them; 不了解 last.
pub(super) fn of(desk: &Desk<'_>, frames: &[Frame<'_>], place: &Place) -> Vec<String> {
    let (mut known, mut unknown): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for scheme in frames.iter().flat_map(|frame| desk.schemes_of(frame, place)) {
        for grade in &scheme.grades {
            let columns = if grade.unknown { &mut unknown } else { &mut known };
            if !columns.contains(&grade.name) {
                columns.push(grade.name.clone());
            }
        }
    }
    known.extend(unknown);
    known
}

/// The columns with those of `{等次}` repeated.
pub(super) fn repeated(columns: &[Column], grades: &[String]) -> Vec<Column> {
    let of = |column: &Column| -> Vec<Column> {
        if column.head.contains(GRADE) {
            return grades.iter().map(|grade| named(column, grade)).collect();
        }
        vec![Column { columns: repeated(&column.columns, grades), ..column.clone() }]
    };
    columns.iter().flat_map(of).collect()
}

fn named(column: &Column, grade: &str) -> Column {
    Column {
        head: column.head.replace(GRADE, grade),
        indicator: column.indicator.as_ref().map(|key| key.replace(GRADE, grade)),
        columns: column.columns.iter().map(|below| named(below, grade)).collect(),
        ..column.clone()
    }
}
