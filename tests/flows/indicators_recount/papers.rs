//! The four sample workbooks as a person reads them: cells, and nothing of the program.

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx, open_workbook};
use chrono::NaiveDate;
use xianfeng_tests::sample;

/// A row of 党组织名册.
#[derive(Debug)]
pub struct Organization {
    pub name: String,
    pub kind: String,
    pub domain: String,
    pub founded: NaiveDate,
}

/// A row of 党员花名册.
#[derive(Debug)]
pub struct Person {
    pub number: String,
    pub branch: String,
    pub sex: String,
    pub ethnicity: String,
    pub born: NaiveDate,
    pub education: String,
    pub joined: NaiveDate,
    pub full: Option<NaiveDate>,
    pub standing: String,
    pub category: String,
}

/// A row of 公开承诺.
#[derive(Debug)]
pub struct Pledge {
    /// The branch that pledges, or the member's.
    pub branch: String,
    /// The member's ID number; none for an organization.
    pub member: Option<String>,
    pub deadline: NaiveDate,
    pub status: String,
    pub fulfilled: Option<NaiveDate>,
}

/// What one meeting said of one subject.
#[derive(Debug)]
pub struct Evaluation {
    pub meeting: String,
    pub held: NaiveDate,
    pub method: String,
    /// The branch (or 党组) that was evaluated, or whose member was.
    pub branch: String,
    /// The member's ID number; none for an organization.
    pub member: Option<String>,
    pub issued: u64,
    pub collected: u64,
    pub spoiled: u64,
    /// Valid papers: voter category, and a mark for each of 评议内容.
    pub papers: Vec<(String, Vec<String>)>,
}

/// Everything.
#[derive(Debug)]
pub struct Office {
    pub organizations: Vec<Organization>,
    pub people: Vec<Person>,
    pub pledges: Vec<Pledge>,
    pub evaluations: Vec<Evaluation>,
    /// 评议内容 of the two kinds of ballots, in the order of the columns.
    pub items: [Vec<String>; 2],
    /// 统计截止日期 of the roster: the day on which the books open.
    pub opened: NaiveDate,
}

type Row = BTreeMap<String, String>;

/// The rows below the head, by the words of the head; the head is the row that has `word`.
fn table(file: &str, sheet: &str, word: &str) -> (Vec<String>, Vec<Row>, String) {
    let mut workbook: Xlsx<_> = open_workbook(sample(file)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(cell).collect()).collect();
    let at = rows.iter().position(|row| row.iter().any(|cell| cell == word)).unwrap();
    let head = rows[at].clone();
    let body = rows[at + 1..].iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    let body = body.map(|row| head.iter().cloned().zip(row.iter().cloned()).collect()).collect();
    let above = rows[..at].concat().join(" ");
    (head, body, above)
}

fn cell(data: &Data) -> String {
    data.to_string().trim().to_owned()
}

fn day(text: &str) -> NaiveDate {
    maybe_day(text).unwrap_or_else(|| panic!("no day: {text}"))
}

fn maybe_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Reads the four workbooks.
pub fn read() -> Office {
    let (_, rows, _) = table("党组织名册.xlsx", "党组织", "党组织名称");
    let organizations: Vec<Organization> = rows
        .iter()
        .map(|row| Organization {
            name: row["党组织名称"].clone(),
            kind: row["类别"].clone(),
            domain: row["所属领域"].clone(),
            founded: day(&row["成立时间"]),
        })
        .collect();

    let mut people = Vec::new();
    let mut above = String::new();
    for sheet in ["在职党员", "离退休党员"] {
        let (_, rows, lines) = table("党员花名册.xlsx", sheet, "姓名");
        above = lines;
        people.extend(rows.iter().map(|row| Person {
            number: row["公民身份证号码"].clone(),
            branch: row["所在党支部"].clone(),
            sex: row["性别"].clone(),
            ethnicity: row["民族"].clone(),
            born: day(&row["出生年月日"]),
            education: row["学历"].clone(),
            joined: day(&row["入党时间"]),
            full: maybe_day(&row["转正时间"]),
            standing: row["党员类别"].clone(),
            category: row["在职/离退休"].clone(),
        }));
    }
    let (_, opened) = above.split_once("统计截止日期：").unwrap();
    let opened = NaiveDate::parse_from_str(opened.trim(), "%Y年%m月%d日").unwrap();
    let branch_of: BTreeMap<&str, &str> =
        people.iter().map(|person| (person.number.as_str(), person.branch.as_str())).collect();

    let (_, rows, _) = table("公开承诺.xlsx", "公开承诺", "承诺事项");
    let pledges = rows
        .iter()
        .map(|row| {
            let member = (row["承诺主体类别"] == "党员").then(|| row["公民身份证号码"].clone());
            Pledge {
                branch: match &member {
                    Some(number) => branch_of[number.as_str()].to_owned(),
                    None => row["承诺主体"].clone(),
                },
                member,
                deadline: day(&row["完成时限"]),
                status: row["兑现状态"].clone(),
                fulfilled: maybe_day(&row["兑现日期"]),
            }
        })
        .collect();

    let (organization_items, organization_papers) = papers("党组织评议票", 3);
    let (member_items, member_papers) = papers("党员评议票", 5);
    let (_, meetings, _) = table("群众评议票.xlsx", "评议会", "评议会编号");
    let mut evaluations = Vec::new();
    for meeting in &meetings {
        let code = &meeting["评议会编号"];
        let evaluation =
            |branch: &str, member: Option<&String>, papers: Vec<(String, Vec<String>)>| Evaluation {
                meeting: code.clone(),
                held: day(&meeting["日期"]),
                method: meeting["评议方式"].clone(),
                branch: branch.to_owned(),
                member: member.cloned(),
                issued: meeting["发出票数"].parse().unwrap(),
                collected: meeting["收回票数"].parse().unwrap(),
                spoiled: meeting["作废票数"].parse().unwrap(),
                papers,
            };
        let of_meeting = organization_papers.iter().filter(|paper| &paper.0 == code);
        let papers = of_meeting.map(|paper| (paper.2.clone(), paper.3.clone())).collect();
        evaluations.push(evaluation(&meeting["被评议对象"], None, papers));
        let mut by_member: BTreeMap<&String, Vec<(String, Vec<String>)>> = BTreeMap::new();
        for (_, number, category, marks) in member_papers.iter().filter(|paper| &paper.0 == code) {
            by_member.entry(number).or_default().push((category.clone(), marks.clone()));
        }
        for (number, papers) in by_member {
            evaluations.push(evaluation(branch_of[number.as_str()], Some(number), papers));
        }
    }
    Office { organizations, people, pledges, evaluations, items: [organization_items, member_items], opened }
}

/// Meeting, ID number of the member (empty for an organization), voter category, marks.
type Paper = (String, String, String, Vec<String>);

/// 评议内容, and the papers.
fn papers(sheet: &str, first: usize) -> (Vec<String>, Vec<Paper>) {
    let (head, rows, _) = table("群众评议票.xlsx", sheet, "评议会编号");
    let items = head[first..].to_vec();
    let papers = rows
        .iter()
        .map(|row| {
            let marks = items.iter().map(|item| row[item].clone()).collect();
            let number = row.get("公民身份证号码").cloned().unwrap_or_default();
            (row["评议会编号"].clone(), number, row["评议人类别"].clone(), marks)
        })
        .collect();
    (items, papers)
}
