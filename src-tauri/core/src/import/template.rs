//! 空白表: a workbook with the official headers, to be filled in and imported.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{
    KindName,
    columns::{self, Column, Layout},
    findings::begins_with,
    workbook::Sheet,
};
use crate::{Error, Result, text};

/// The sheet that says how to fill in.
const NOTES: &str = "填写说明";
/// Its columns.
const NOTE_TITLES: [&str; 4] = ["表", "列", "必填", "怎样填写"];

/// Whether a sheet is the one that says how to fill in: it is no table.
pub(super) fn is_notes(sheet: &Sheet) -> bool {
    begins_with(sheet, NOTES, &NOTE_TITLES)
}

/// The blank workbook of a kind: its name, and its bytes. `items` are the 评议内容 of 评议票.
///
/// # Errors
/// Internal, when the workbook cannot be built.
pub fn template(kind: KindName, items: &[String]) -> Result<(String, Vec<u8>)> {
    let (name, sheets): (&str, Vec<(&Layout, &[String])>) = match kind {
        KindName::Organizations => ("党组织名册", vec![(&columns::ORGANIZATIONS, &[])]),
        KindName::Members => ("党员花名册", vec![(&columns::MEMBERS, &[])]),
        KindName::Pledges => ("公开承诺", vec![(&columns::PLEDGES, &[])]),
        KindName::Nominations => ("推荐对象", vec![(&columns::NOMINATIONS, &[])]),
        KindName::Ballots => ("群众评议票", vec![(&columns::MEETINGS, &[]), (&columns::BALLOTS, items)]),
    };
    let bytes = build(&sheets).map_err(Error::internal)?;
    Ok((format!("{name}（空白表）"), bytes))
}

fn build(sheets: &[(&Layout, &[String])]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for (layout, items) in sheets {
        let page = workbook.add_worksheet().set_name(layout.name)?;
        let headers = layout.columns.iter().map(|column| (column.name, column.required));
        let headers = headers.chain(items.iter().map(|item| (item.as_str(), false)));
        let text = Format::new().set_num_format("@");
        for (place, (header, required)) in (0_u16..).zip(headers) {
            // Every column is text: no ID number loses its digits, no date turns into a number.
            page.set_column_format(place, &text)?;
            let width = u8::try_from(text::units(header).clamp(10, 36)).unwrap_or(36);
            page.set_column_width(place, f64::from(width) + 4.0)?;
            page.write_string_with_format(0, place, header, &heading(required))?;
        }
        page.set_row_height(0, 30)?;
        page.set_freeze_panes(1, 0)?;
        page.set_default_row_height(20);
    }
    notes(workbook.add_worksheet().set_name(NOTES)?, sheets)?;
    workbook.save_to_buffer()
}

fn heading(required: bool) -> Format {
    let plain = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00F2_F2F2));
    if required { plain.set_font_color(Color::RGB(0x00C0_0000)) } else { plain }
}

/// What goes into each column.
fn notes(page: &mut Worksheet, sheets: &[(&Layout, &[String])]) -> std::result::Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, width) in [(0, 16.0), (1, 22.0), (2, 8.0), (3, 70.0)] {
        page.set_column_width(column, width)?;
    }
    for (column, title) in (0_u16..).zip(NOTE_TITLES) {
        page.write_string_with_format(0, column, title, &heading(false))?;
    }
    let mut row = 1;
    for (layout, _) in sheets {
        for column in layout.columns {
            page.write_string_with_format(row, 0, layout.name, &wrapped)?;
            page.write_string_with_format(row, 1, column.name, &wrapped)?;
            page.write_string_with_format(row, 2, if column.required { "是" } else { "" }, &wrapped)?;
            page.write_string_with_format(row, 3, how(column), &wrapped)?;
            row += 1;
        }
    }
    page.write_string_with_format(
        row + 1,
        0,
        "红字的列必须填写；其他列不知道的可以留空，留空不会抹掉台账里已有的内容。列的先后次序可以调整，不要改表头的文字。",
        &Format::new(),
    )?;
    Ok(())
}

fn how(column: &Column) -> String {
    const DATE: &str = "写成 1975-06-03、1975.6.3 或 1975年6月3日";
    let name = column.name;
    let own = match name {
        "性别" => "男或女".to_owned(),
        "民族" => "写全称，例如汉族、回族".to_owned(),
        "公民身份证号码" => "18 位，按文本填写；用来辨认是哪一位党员".to_owned(),
        "党员类别" => "正式党员或预备党员".to_owned(),
        "在职/离退休" => "在职或离退休".to_owned(),
        "转正时间" => format!("{DATE}；未转正的留空"),
        "所在党支部" | "上级党组织" | "推荐单位" => "写台账里的全称".to_owned(),
        "承诺主体" => "党组织全称，或党员姓名".to_owned(),
        "承诺主体类别" | "被评议对象类别" => "党组、党委、党总支、党支部或党员".to_owned(),
        "兑现状态" => "未启动、推进中、已兑现、部分兑现或未兑现；销号在台账里办理".to_owned(),
        "年度" => "四位年份，例如 2012".to_owned(),
        "评议会编号" => "每次评议会一个编号；评议票靠它对应评议会".to_owned(),
        "评议方式" => "会议、问卷、发放评议表、座谈会、网上专栏或个别访谈".to_owned(),
        "评议人类别" => "党员、本单位群众代表、服务对象代表等".to_owned(),
        name if name.ends_with("票数") => "阿拉伯数字".to_owned(),
        name if ["日期", "时间", "时限"].iter().any(|end| name.ends_with(end)) => DATE.to_owned(),
        _ => String::new(),
    };
    let others: Vec<&str> = column.synonyms.iter().take(4).copied().collect();
    match (own.is_empty(), others.is_empty()) {
        (_, true) => own,
        (true, false) => format!("表头也可以写：{}", others.join("、")),
        (false, false) => format!("{own}。表头也可以写：{}", others.join("、")),
    }
}
