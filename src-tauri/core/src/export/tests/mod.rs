//! Papers are printed and read back with other programs: poppler, qpdf, mupdf, LibreOffice, calamine.

mod files;
mod names;
mod paper;
mod workbook;

use std::{path::Path, process::Command, sync::OnceLock};

use chrono::{NaiveDate, NaiveDateTime};

use super::*;
use crate::{documents::*, numbers::Share, progress::Silent};

/// Names that a GB2312 font can't write.
const RARE: &str = "㛃䶮𬱖𠅤龑喆珺昇堃淼㐱𡈽";

fn fonts() -> &'static FontBook {
    static BOOK: OnceLock<FontBook> = OnceLock::new();
    BOOK.get_or_init(|| FontBook::open(&fonts_folder().unwrap()).unwrap())
}

fn noon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2012, 3, 15).unwrap().and_hms_opt(12, 0, 0).unwrap()
}

fn document(sections: Vec<Section>) -> Document {
    Document { key: "test".into(), name: "群众评议统计表".into(), sections }
}

fn section(paper: Paper, footer: Footer, blocks: Vec<Block>) -> Section {
    Section { sheet: "统计表".into(), paper, footer, blocks, copies: 1 }
}

fn row(cells: Vec<Cell>) -> Row {
    Row { cells, height: 7.0, with_next: false }
}

fn field(label: &str, value: Inline) -> Field {
    Field { label: label.into(), value, weight: 1.0, align: Align::Left }
}

/// A wide table with a two-level header, branches over several rows, figures and a sum.
fn table(rows: usize) -> Section {
    let header = vec![
        row(vec![
            Cell::header("序号").spanning(1, 2),
            Cell::header("党支部").spanning(1, 2),
            Cell::header("姓名").spanning(1, 2),
            Cell::header("公民身份证号码").spanning(1, 2),
            Cell::header("评议组织情况").spanning(3, 1),
            Cell::header("备注").spanning(1, 2),
        ]),
        row(["发出", "收回", "回收率%"].map(Cell::header).to_vec()),
    ];
    let names: Vec<char> = RARE.chars().collect();
    let make = move || {
        let names = names.clone();
        (0..=rows).map(move |index| {
            if index == rows {
                return row(vec![
                    Cell::text("合计", TextStyle::CENTER).spanning(4, 1),
                    Cell::new(
                        Inline::Sum { value: 10 * rows as u64, rows: (0, rows - 1) },
                        TextStyle::CENTER,
                    ),
                    Cell::new(Inline::Sum { value: 9 * rows as u64, rows: (0, rows - 1) }, TextStyle::CENTER),
                    Cell::new(Inline::Percent { share: Share::new(9, 10), decimals: 2 }, TextStyle::CENTER),
                    Cell::text("", TextStyle::BODY),
                ]);
            }
            let mut cells = vec![Cell::new(Inline::Count(index as u64 + 1), TextStyle::CENTER)];
            if index % 3 == 0 {
                let branch = format!("机关第{}党支部", index / 3 + 1);
                cells.push(Cell::text(branch, TextStyle::CENTER).spanning(1, 3.min(rows - index)));
            }
            cells.push(Cell::new(
                Inline::Name(format!("王{}", names[index % names.len()])),
                TextStyle::CENTER,
            ));
            cells.push(Cell::new(Inline::Code("110101197506031234".into()), TextStyle::CENTER));
            cells.push(Cell::new(Inline::Count(10), TextStyle::CENTER));
            cells.push(Cell::new(Inline::Count(9), TextStyle::CENTER));
            cells.push(Cell::new(
                Inline::Percent { share: Share::new(9, 10), decimals: 2 },
                TextStyle::CENTER,
            ));
            cells.push(Cell::text("=1+1", TextStyle::BODY));
            row(cells)
        })
    };
    let grid = Grid {
        columns: vec![10.0, 40.0, 25.0, 45.0, 15.0, 15.0, 20.0, 50.0],
        header,
        rows: Rows::new(make),
        ruling: Ruling::Framed,
    };
    section(
        Paper::A4_LANDSCAPE,
        Footer::PageOfPages,
        vec![
            Block::AnnexMark("附件4".into()),
            Block::Title {
                text: "全市司法行政系统群众评议创先争优活动情况统计表".into(), size: 18.0
            },
            Block::Fields(vec![
                field("填报单位（盖章）：", Inline::Blank(50.0)),
                field("统计时段：", Inline::Text("2012年1月1日至3月31日".into())),
            ]),
            Block::Grid(grid),
            Block::Text {
                text: "注：百分数四舍五入保留两位小数。".into(), style: TextStyle::NOTE
            },
            Block::Fields(vec![
                field("负责人（签名）：", Inline::Empty),
                field("填表人（签名）：", Inline::Empty),
            ]),
        ],
    )
}

/// A portrait ballot with boxes to tick.
fn ballot(copies: u32) -> Section {
    let items = [
        "组织开展创先争优活动情况",
        "落实“三会一课”制度情况",
        "发挥职能优势为群众办实事、做好事、解难事情况",
    ];
    let rows = items.map(|item| {
        let boxes = || Cell::new(Inline::Boxes(vec![String::new()]), TextStyle::CENTER);
        row(vec![Cell::text(item, TextStyle::BODY), boxes(), boxes()])
    });
    let grid = Grid {
        columns: vec![100.0, 20.0, 20.0],
        header: vec![row(["评议内容", "满意", "不满意"].map(Cell::header).to_vec())],
        rows: Rows::list(rows.to_vec()),
        ruling: Ruling::Framed,
    };
    let mut section = section(
        Paper::A4,
        Footer::None,
        vec![
            Block::AnnexMark("附件1".into()),
            Block::Title {
                text: "某市司法局党组开展创先争优活动情况评议表".into(), size: 22.0
            },
            Block::Fields(vec![
                field("党支部：", Inline::Text("第一党支部".into())),
                field("编号：", Inline::CopyNumber),
            ]),
            Block::Fields(vec![field("评议人类别：", Inline::Boxes(vec!["党员".into(), "群众代表".into()]))]),
            Block::Grid(grid),
        ],
    );
    section.copies = copies;
    section
}

/// Running text over several pages.
fn letter() -> Section {
    let pledge = "认真遵守党的章程，履行党员义务，做到“学用结合”——不断提高政策水平……";
    section(
        Paper::A4,
        Footer::Dashes,
        vec![
            Block::Title { text: "党员公开承诺书".into(), size: 22.0 },
            Block::Space(8.0),
            Block::Text { text: pledge.repeat(20), style: TextStyle::RUNNING },
            Block::Text {
                text: format!("（一）{RARE}"),
                style: TextStyle { face: Face::KaiTi, ..TextStyle::RUNNING },
            },
        ],
    )
}

fn bytes(document: &Document, format: Format) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(document, format, fonts(), noon(), &Silent, &mut bytes).unwrap();
    bytes
}

/// Pages with their copy's number.
fn pages(document: &Document) -> Vec<(layout::Page, u32)> {
    let mut pages = Vec::new();
    let layout = Layout::new(document, fonts(), &Silent).unwrap();
    layout
        .draw("输出", &Silent, &mut |page, copy| {
            pages.push((page.clone(), copy));
            Ok(())
        })
        .unwrap();
    pages
}

/// The text runs of a page, as drawn.
fn texts(page: &layout::Page) -> Vec<&str> {
    page.marks
        .iter()
        .filter_map(|mark| match mark {
            layout::Mark::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// Runs a program and gives what it says.
fn run(program: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn page_count(folder: &Path, file: &str) -> usize {
    let told = run("pdfinfo", &[file], folder);
    told.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
}
