//! Sheets that are small files and large rectangles.

use super::{
    Desk,
    archives::{sheet, workbook},
};

fn text(place: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>姓名</t></is></c>"#)
}

#[test]
fn two_far_corners_alone_cost_nothing() {
    let mut desk = Desk::ready();
    let rows = format!(r#"<row r="1">{}</row><row r="1048576">{}</row>"#, text("A1"), text("XFD1048576"));
    let path = desk.put("两角.xlsx", &workbook(&sheet(&rows), &[]));
    let message = desk.refused(&path).message;
    assert!(message.contains("XFD1048576 单元格有内容，位置在 500000 行、256 列以外"), "{message}");
}

#[test]
fn many_rows_with_one_far_cell_are_counted_by_their_width() {
    let mut desk = Desk::ready();
    let rows: String =
        (1..=20_000).map(|row| format!(r#"<row r="{row}">{}</row>"#, text(&format!("IV{row}")))).collect();
    let path = desk.put("宽.xlsx", &workbook(&sheet(&rows), &[]));
    assert!(desk.refused(&path).message.starts_with("单元格超过 300 万个"));
}

#[test]
fn a_merged_range_over_the_whole_sheet_costs_nothing() {
    let mut desk = Desk::ready();
    let cells = format!(r#"<row r="1">{}</row>"#, text("A1"));
    let merged = sheet(&cells).replace(
        "</sheetData>",
        r#"</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>"#,
    );
    let path = desk.put("合并.xlsx", &workbook(&merged, &[]));
    desk.refused(&path);
}

#[test]
fn a_shared_formula_of_a_huge_index_reserves_nothing() {
    let mut desk = Desk::ready();
    let formula =
        r#"<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="9999999999999">1+1</f><v>2</v></c></row>"#;
    let path = desk.put("公式.xlsx", &workbook(&sheet(formula), &[]));
    desk.refused(&path);
}

#[test]
fn a_cell_of_a_million_characters_is_refused() {
    let mut desk = Desk::ready();
    let long =
        format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>"#, "长".repeat(1_000_000));
    let path = desk.put("长.xlsx", &workbook(&sheet(&long), &[]));
    assert!(desk.refused(&path).message.contains("A1 单元格有 32767 字以上"));
}

#[test]
fn rows_out_of_order_are_a_damaged_file() {
    let mut desk = Desk::ready();
    let rows = format!(r#"<row r="2">{}</row><row r="1">{}</row>"#, text("A2"), text("A1"));
    let path = desk.put("乱序.xlsx", &workbook(&sheet(&rows), &[]));
    assert_eq!(desk.refused(&path).message, "文件已损坏或不完整，不能读取");
}
