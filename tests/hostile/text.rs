//! Text that is too much, and bytes that are none.

use super::{Desk, Dice};

#[test]
fn a_csv_of_200_megabytes_is_refused_unread() {
    let mut desk = Desk::ready();
    let path = desk.path("大.csv");
    std::fs::File::create(&path).unwrap().set_len(200_000_000).unwrap();
    let error = desk.refused(&path);
    assert_eq!(error.message, "文件有 200 MB，超过导入的上限 200 MB");
}

#[test]
fn a_csv_below_the_limit_is_read_with_caps() {
    let mut desk = Desk::ready();
    let wide = "a,".repeat(300);
    let path = desk.put("宽.csv", wide.as_bytes());
    assert!(desk.refused(&path).message.contains("IW1 单元格有内容"));
    let long = "甲,乙,丙,丁,戊,己,庚,辛,壬,癸\n".repeat(350_000);
    let path = desk.put("长.csv", long.as_bytes());
    assert!(desk.refused(&path).message.starts_with("单元格超过 300 万个"));
}

#[test]
fn random_bytes_are_no_workbook_under_any_name() {
    let mut desk = Desk::ready();
    let mut dice = Dice(7);
    for name in ["噪声.xlsx", "噪声.xls", "噪声.csv", "噪声"] {
        for length in [1, 100, 10_000] {
            let bytes: Vec<u8> = (0..length).map(|_| dice.roll().to_le_bytes()[3]).collect();
            let path = desk.put(name, &bytes);
            desk.refused(&path);
        }
    }
}

#[test]
fn a_folder_or_a_missing_file_is_no_workbook() {
    let mut desk = Desk::ready();
    let folder = desk.folder.path().to_owned();
    assert!(desk.refused(&folder).message.ends_with("不是文件"));
    let path = desk.path("没有.xlsx");
    assert!(desk.refused(&path).message.contains("找不到文件"));
}
