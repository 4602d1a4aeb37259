//! The tables on paper, figure by figure, against the independent count: what stands in a cell of the
//! workbook is what the raw workbooks give.

use calamine::{Data, Reader, Xlsx, open_workbook};
use xianfeng_tests::Desk;

use super::{
    ASKS,
    count::{self, Cut, Figure, Figures},
    papers,
};

/// Columns of 党员基本情况统计表 after the name of the branch.
const STRUCTURE: &str = "total full probationary standing_unknown male female sex_unknown han minority \
     ethnicity_unknown serving retired category_unknown age[..30] age[31..35] age[36..40] age[41..45] \
     age[46..50] age[51..55] age[56..60] age[61..] age_unknown education[研究生] education[大学本科] \
     education[大专] education[中专高中] education[初中及以下] education_unknown joined[..1949-09-30] \
     joined[1949-10-01..1978-12-31] joined[1979-01-01..2012-10-31] joined[2012-11-01..] joined_unknown \
     party_age[..9] party_age[10..19] party_age[20..29] party_age[30..39] party_age[40..49] party_age[50..] \
     party_age_none party_age_unknown";

/// 承诺兑现情况统计表.
const PLEDGES: &str = "members organization_items organization_due organization_fulfilled_due \
     organization_rate member_items member_due member_fulfilled_due member_rate items due fulfilled_due rate \
     overdue fulfilled_in fulfilled closed status[未启动] status[推进中] status[已兑现] status[部分兑现] \
     status[未兑现]";

/// 群众评议统计表 after 党员数, in both sections.
const EVALUATIONS: &str = "meetings voters voters[党员] voters[群众] voters[服务对象] voters[其他] methods due \
     done coverage issued collected valid return_rate grade[满意] grade[比较满意] grade[基本满意] \
     grade[不满意] grade[不了解] abstained voided satisfied_rate";

/// 分支部情况 of the quarterly table.
const BRANCHES: &str = "members.total members.full members.probationary members.female members.minority \
     members.serving members.retired movements.increase movements.decrease pledges.members pledges.items \
     pledges.fulfilled_in pledges.fulfilled pledges.rate evaluations.members.done \
     evaluations.organizations.satisfied_rate evaluations.members.satisfied_rate honours.total";

/// The groups of the quarterly table that are recorded, by heading.
const QUARTER: [(&str, &str); 4] = [
    (
        "一、组织与党员",
        "organizations.total organizations.committee organizations.general_branch organizations.branch \
         organizations.leading_group members.total members.full members.probationary members.female \
         members.minority members.serving members.retired movements.opened movements.increase \
         movements.decrease",
    ),
    (
        "二、公开承诺",
        "pledges.organizations pledges.organizations_rate pledges.members pledges.members_rate pledges.items \
         pledges.organization_items pledges.member_items pledges.fulfilled_in pledges.fulfilled pledges.due \
         pledges.fulfilled_due pledges.rate",
    ),
    (
        "四、群众评议",
        "evaluations.meetings evaluations.organizations.voters[党员] evaluations.organizations.voters[群众] \
         evaluations.organizations.voters[服务对象] evaluations.organizations.voters[其他] \
         evaluations.organizations.issued evaluations.organizations.collected \
         evaluations.organizations.valid evaluations.organizations.satisfied_rate \
         evaluations.members.voters[党员] evaluations.members.voters[群众] \
         evaluations.members.voters[服务对象] evaluations.members.voters[其他] evaluations.members.issued \
         evaluations.members.collected evaluations.members.valid evaluations.members.satisfied_rate",
    ),
    (
        "九、评先表彰",
        "honours.total honours.title[先进基层党组织] honours.title[优秀共产党员] honours.title[优秀党务工作者]",
    ),
];

/// The sheets of a paper as rows of filled cells, figures as they show.
fn sheets(form: &str) -> Vec<Vec<Vec<String>>> {
    let desk = Desk::with_sample();
    let out = desk.path("out");
    desk.ok(&["export", form, "--period", "2012Q1", "--format", "xlsx", "--out", out.to_str().unwrap()]);
    let file = std::fs::read_dir(&out).unwrap().next().unwrap().unwrap().path();
    let mut workbook: Xlsx<_> = open_workbook(file).unwrap();
    workbook
        .worksheets()
        .iter()
        .map(|(_, range)| {
            let rows =
                range.rows().map(|row| row.iter().map(shown).filter(|cell| !cell.is_empty()).collect());
            rows.collect()
        })
        .collect()
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Data::Float(number) => format!("{number:.2}"),
        other => other.to_string().replace(['\u{3000}', ' '], ""),
    }
}

/// Whether a cell shows a figure; a workbook cell of 100 % holds 100.
fn shows(cell: &str, figure: &Figure) -> bool {
    match figure.printed() {
        None => cell == "—",
        Some(printed) => cell == printed || format!("{cell}.00") == printed,
    }
}

/// Compares the cells of a row, the last ones, with what the keys count.
fn compare(place: &str, row: &[String], figures: &Figures, keys: &[String], faults: &mut Vec<String>) {
    let Some(first) = row.len().checked_sub(keys.len()) else {
        faults.push(format!("{place}: {} cells for {} columns", row.len(), keys.len()));
        return;
    };
    for (cell, key) in row[first..].iter().zip(keys) {
        if !shows(cell, &figures[key]) {
            faults.push(format!("{place} {key}: on paper {cell}, counted {:?}", figures[key]));
        }
    }
}

fn keys(words: &str, before: &str) -> Vec<String> {
    words.split_whitespace().map(|word| format!("{before}{word}")).collect()
}

fn quarter(branch: Option<&str>) -> Cut {
    ASKS[1].cut(branch)
}

/// Every row of a name, in the order of the sheet; the total is the office's.
fn rows_of<'s>(sheet: &'s [Vec<String>], name: &str) -> Vec<&'s [String]> {
    let named = sheet.iter().filter(|row| row.iter().take(2).any(|cell| cell == name));
    named.map(Vec::as_slice).collect()
}

/// A table of one row a branch (or 党组织): each row and the total.
fn branch_table(form: &str, sheet: usize, keys: &[String], with_leading_group: bool) {
    let office = papers::read();
    let sheets = sheets(form);
    let mut faults = Vec::new();
    for one in office.organizations.iter().filter(|one| with_leading_group || one.kind != "党组") {
        let mut figures = count::count(&office, &quarter(Some(&one.name)));
        let rows = rows_of(&sheets[sheet], &one.name);
        assert_eq!(rows.len(), 1, "{form} {}", one.name);
        if one.kind == "党组" {
            // The 党组 has no members of its own: a dash where a branch has its members'.
            let of_members = figures.iter_mut().filter(|(key, _)| key.starts_with("pledges.member"));
            of_members.for_each(|(_, figure)| *figure = Figure::Unknown);
        }
        compare(&one.name, rows[0], &figures, keys, &mut faults);
    }
    let total = rows_of(&sheets[sheet], "合计");
    let figures = count::count(&office, &quarter(None));
    compare("合计", total.last().unwrap(), &figures, keys, &mut faults);
    assert!(faults.is_empty(), "{form}:\n{}", faults.join("\n"));
}

#[test]
fn every_figure_of_the_member_structure_is_the_independent_count() {
    branch_table("member-structure", 0, &keys(STRUCTURE, "members."), false);
}

#[test]
fn every_figure_of_the_branches_in_the_quarterly_table_is_the_independent_count() {
    branch_table("quarterly-table", 1, &keys(BRANCHES, ""), false);
}

#[test]
fn every_figure_of_the_quarterly_table_is_the_independent_count() {
    let office = papers::read();
    let sheets = sheets("quarterly-table");
    let figures = count::count(&office, &quarter(None));
    let mut faults = Vec::new();
    for (heading, words) in QUARTER {
        let at = sheets[0].iter().position(|row| row.first().is_some_and(|cell| cell == heading)).unwrap();
        let lines = sheets[0][at..].iter();
        let lines: Vec<_> = lines
            .filter(|row| row.first().is_some_and(|cell| cell == "本季" || cell == "累计"))
            .take(2)
            .collect();
        // The first quarter is the year to date.
        assert_eq!(lines.len(), 2, "{heading}");
        for row in lines {
            compare(&format!("{heading} {}", row[0]), row, &figures, &keys(words, ""), &mut faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_figure_of_the_pledge_table_is_the_independent_count() {
    branch_table("pledge-table", 0, &keys(PLEDGES, "pledges."), true);
}

#[test]
fn every_figure_of_annex_4_is_the_independent_count() {
    let office = papers::read();
    let sheets = sheets("statistics-table");
    let second = sheets[0].iter().position(|row| row.contains(&"党员评议".to_owned())).unwrap();
    let mut faults = Vec::new();
    for (subject, rows) in [("organizations", &sheets[0][..second]), ("members", &sheets[0][second..])] {
        let keys = keys(EVALUATIONS, &format!("evaluations.{subject}."));
        for one in &office.organizations {
            let figures = count::count(&office, &quarter(Some(&one.name)));
            let found = rows_of(rows, &one.name);
            assert_eq!(found.len(), usize::from(subject == "organizations" || one.kind != "党组"));
            for row in found {
                compare(&format!("{subject} {}", one.name), row, &figures, &keys, &mut faults);
                if one.kind != "党组" {
                    let members = vec!["members.total".to_owned()];
                    compare(&one.name, &row[..3], &figures, &members, &mut faults);
                }
            }
        }
        let total = rows_of(rows, "合计");
        assert_eq!(total.len(), 1);
        let figures = count::count(&office, &quarter(None));
        compare(&format!("{subject} 合计"), total[0], &figures, &keys, &mut faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// 逐项汇总: valid, votes and rate of each grade, 弃权, 项无效, 满意率, score of the item.
#[test]
fn every_figure_of_the_items_of_annex_4_is_the_independent_count() {
    let office = papers::read();
    let sheets = sheets("statistics-table");
    let mut faults = Vec::new();
    let mut whose = (String::new(), "organizations");
    let mut seen = 0;
    for row in &sheets[1] {
        match row.first().map(String::as_str) {
            Some("党组织评议") => whose.1 = "organizations",
            Some("党员评议") => whose.1 = "members",
            _ => {}
        }
        let named = row
            .first()
            .filter(|cell| *cell == "合计" || office.organizations.iter().any(|one| one.name == **cell));
        if let Some(name) = named {
            whose.0.clone_from(name);
        }
        let branch = Some(whose.0.as_str()).filter(|name| *name != "合计");
        let items = &office.items[usize::from(whose.1 == "members")];
        let mut figures = Figures::new();
        if row.first().is_some_and(|cell| cell == "各项平均得分") {
            count::evaluations(&office, &quarter(branch), whose.1, "总体评价", &mut figures);
            compare(&whose.0, row, &figures, &[format!("evaluations.{}.score", whose.1)], &mut faults);
            seen += 1;
        }
        let Some(item) = row.iter().find(|cell| items.contains(cell)) else { continue };
        let place = format!("{} {} {item}", whose.1, whose.0);
        count::evaluations(&office, &quarter(branch), whose.1, item, &mut figures);
        let grades = ["满意", "比较满意", "基本满意", "不满意", "不了解"];
        let grades = grades.map(|grade| format!("grade[{grade}] grade_rate[{grade}]")).join(" ");
        let words = format!("valid {grades} abstained voided satisfied_rate item_score");
        let keys = keys(&words, &format!("evaluations.{}.", whose.1));
        figures.insert(
            keys.last().unwrap().clone(),
            count::item_score(&office, &quarter(branch), whose.1, item),
        );
        compare(&place, row, &figures, &keys, &mut faults);
        seen += 1;
    }
    // Six organizations and the total with six items and a mean; five branches and the total with five.
    assert_eq!(seen, 7 * 7 + 6 * 6);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
