//! Makes the data that `make bench` measures with: invented people, the same on every machine.
//!
//! `bench_data roster FILE ROWS`: a roster workbook as clerks keep it.
//! `bench_data ballots OFFICE PAPERS`: ballots of many members put into an office that has them.
//! `bench_data large OFFICE MEMBERS BRANCHES`: an empty office filled with a year of movements.

mod large_office;

use chrono::{Days, Months, NaiveDate};
use rust_xlsxwriter::Workbook;
use xianfeng_core::{
    Office,
    clock::Clock,
    evaluations::{BallotPattern, Mark, Method, Papers, store as evaluations},
    members::{self, Subject},
};

type Anything = Result<(), Box<dyn std::error::Error>>;

fn main() -> Anything {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["roster", file, rows] => roster(file, rows.parse()?),
        ["ballots", office, papers] => ballots(office, papers.parse()?),
        ["large", office, members, branches] => {
            large_office::make(office, members.parse()?, branches.parse()?)
        }
        _ => {
            Err("bench_data roster FILE ROWS | ballots OFFICE PAPERS | large OFFICE MEMBERS BRANCHES".into())
        }
    }
}

/// A small fixed generator (xorshift): the same figures on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(usize::try_from(self.below(words.len() as u64)).unwrap_or(0)).copied().unwrap_or_default()
    }
}

const SURNAMES: &[&str] =
    &["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高"];
const GIVEN: &[&str] =
    &["伟", "芳", "娜", "敏", "静", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛", "明", "超"];
const BRANCHES: &[&str] =
    &["县法律工作者协会党支部", "机关党支部", "公证处党支部", "聚鑫律师党支部", "退休老干部党支部"];
const EDUCATION: &[&str] = &["大学本科", "大专", "中专", "高中", "初中"];

/// Region 51 99 99 does not exist: these numbers belong to nobody.
fn id_number(birth: NaiveDate, sequence: u64) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("519999{}{:03}", birth.format("%Y%m%d"), sequence % 1000);
    let sum: u32 =
        body.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'].get((sum % 11) as usize).copied();
    format!("{body}{}", check.unwrap_or('1'))
}

fn roster(file: &str, rows: u32) -> Anything {
    let mut dice = Dice(20_120_315);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.write(0, 0, "县司法局党员花名册")?;
    sheet.write(1, 0, "填报单位：县司法局党组　　统计截止日期：2012年3月15日")?;
    for (column, word) in (0..).zip([
        "序号",
        "姓名",
        "性别",
        "民族",
        "出生年月日",
        "学历",
        "入党时间",
        "转正时间",
        "党员类别",
        "党内职务",
        "所在党支部",
        "在职/离退休",
        "公民身份证号码",
        "手机号码",
        "备注",
    ]) {
        sheet.write(2, column, word)?;
    }
    let first = NaiveDate::from_ymd_opt(1940, 1, 1).ok_or("date")?;
    for row in 0..rows {
        // One person for each pair of day and sequence: no number twice.
        let birth = first.checked_add_days(Days::new(u64::from(row % 17_000))).ok_or("date")?;
        let sequence = u64::from(row / 17_000) * 2 + 1;
        let joined = birth.checked_add_months(Months::new(25 * 12)).ok_or("date")?;
        let full = joined.checked_add_months(Months::new(12)).ok_or("date")?;
        let name = format!("{}{}{}", dice.pick(SURNAMES), dice.pick(GIVEN), dice.pick(GIVEN));
        let line = row + 3;
        sheet.write(line, 0, row + 1)?;
        for (column, word) in (1..).zip([
            name.as_str(),
            "男",
            "汉族",
            &birth.to_string(),
            dice.pick(EDUCATION),
            &joined.to_string(),
            &full.to_string(),
            "正式党员",
            "",
            dice.pick(BRANCHES),
            "在职",
            &id_number(birth, sequence),
            &format!("1990{row:07}"),
        ]) {
            if !word.is_empty() {
                sheet.write(line, column, word)?;
            }
        }
    }
    workbook.save(file)?;
    Ok(())
}

fn mark(below_20: u64) -> Mark {
    match below_20 {
        0 => Mark::Abstained,
        1 => Mark::Voided,
        2 => Mark::Grade(3),
        3..=5 => Mark::Grade(2),
        6..=9 => Mark::Grade(1),
        _ => Mark::Grade(0),
    }
}

fn ballots(office: &str, papers: u64) -> Anything {
    const SUBJECTS: u32 = 2_000;
    let day = NaiveDate::from_ymd_opt(2012, 12, 31).ok_or("date")?;
    let mut office = Office::open(std::path::Path::new(office), Clock::at(day))?;
    let scheme = evaluations::schemes(office.read())?.remove("member-004").ok_or("scheme")?;
    let members = members::store::members_on(office.read(), day)?;
    let each = papers / u64::from(SUBJECTS);
    office.change("基准数据", |change| {
        let meeting = evaluations::put_meeting(
            change,
            &evaluations::MeetingFacts {
                code: "BENCH".into(),
                held_on: NaiveDate::from_ymd_opt(2012, 3, 16).unwrap_or(day),
                place: None,
                method: Method::Meeting,
            },
        )?;
        let mut dice = Dice(7);
        for member in (0..SUBJECTS).zip(&members).map(|(_, member)| member) {
            let ballots = (0..each)
                .map(|_| BallotPattern {
                    category: dice.pick(&["党员", "本单位群众代表", "服务对象代表"]).to_owned(),
                    marks: scheme.items.iter().map(|_| mark(dice.below(20))).collect(),
                    copies: 1,
                })
                .collect();
            let papers = Papers { issued: Some(each), collected: Some(each), spoiled: 0 };
            evaluations::put_ballots(change, meeting, Subject::Member(member.id), &scheme, papers, ballots)?;
        }
        Ok(())
    })?;
    office.close(&xianfeng_core::progress::Silent)?;
    Ok(())
}
