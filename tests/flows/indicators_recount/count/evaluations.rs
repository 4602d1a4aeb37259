//! The count of 群众评议: papers, marks, rates and scores.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::papers::{Evaluation, Office},
    Cut, Figure, Figures,
};

const GRADES: [&str; 5] = ["满意", "比较满意", "基本满意", "不满意", "不了解"];
const SCORES: [u64; 4] = [100, 80, 60, 40];

pub(super) fn held<'o>(office: &'o Office, cut: &'o Cut) -> impl Iterator<Item = &'o Evaluation> {
    office.evaluations.iter().filter(|held| cut.over(held.held) && cut.holds(&held.branch))
}

fn group(category: &str) -> &'static str {
    match category {
        "党员" => "党员",
        "群众代表" | "本单位群众代表" | "下属单位群众代表" => "群众",
        "服务对象代表" => "服务对象",
        "非中共党员合伙人" | "上级党组织" | "人大代表" | "政协委员" | "其他" => "其他",
        other => panic!("unknown voter {other}"),
    }
}

fn blank(paper: &(String, Vec<String>)) -> bool {
    paper.1.iter().all(String::is_empty)
}

/// The figures of one kind of subjects, of one of 评议内容.
pub fn evaluations(office: &Office, cut: &Cut, subject: &str, item: &str, figures: &mut Figures) {
    let of_members = subject == "members";
    let place = office.items[usize::from(of_members)].iter().position(|name| name == item).unwrap();
    let held: Vec<&Evaluation> =
        held(office, cut).filter(|held| held.member.is_some() == of_members).collect();
    let sum = |of: &dyn Fn(&Evaluation) -> u64| held.iter().map(|held| of(held)).sum::<u64>();
    let mut put = |key: &str, figure: Figure| {
        figures.insert(format!("evaluations.{subject}.{key}"), figure);
    };

    let meetings: BTreeSet<&str> = held.iter().map(|held| held.meeting.as_str()).collect();
    put("meetings", Figure::Count(meetings.len() as u64));
    let subjects: BTreeSet<(&str, Option<&String>)> =
        held.iter().map(|held| (held.branch.as_str(), held.member.as_ref())).collect();
    let done = subjects.len() as u64;
    let due = if of_members {
        office.people.iter().filter(|person| cut.holds(&person.branch)).count() as u64
    } else {
        office.organizations.iter().filter(|one| cut.holds(&one.name)).count() as u64
    };
    put("subjects", Figure::Count(done));
    put("due", Figure::Count(due));
    put("done", Figure::Count(done));
    put("missing", Figure::Count(due - done));
    put("coverage", Figure::Rate(done, due));

    let valid = sum(&|held| held.papers.len() as u64);
    put("voters", Figure::Count(valid));
    for name in ["党员", "群众", "服务对象", "其他"] {
        let papers = sum(&|held| held.papers.iter().filter(|paper| group(&paper.0) == name).count() as u64);
        put(&format!("voters[{name}]"), Figure::Count(papers));
    }
    let (issued, collected) = (sum(&|held| held.issued), sum(&|held| held.collected));
    put("issued", Figure::Count(issued));
    put("collected", Figure::Count(collected));
    put("spoiled", Figure::Count(sum(&|held| held.spoiled)));
    put("valid", Figure::Count(valid));
    put("blank", Figure::Count(sum(&blanks)));
    put("return_rate", Figure::Rate(collected, issued));

    let marked = |mark: &dyn Fn(&str) -> bool| {
        sum(&|held| held.papers.iter().filter(|paper| mark(&paper.1[place])).count() as u64)
    };
    let grades = GRADES.map(|grade| marked(&|mark| mark == grade));
    for (grade, count) in GRADES.iter().zip(grades) {
        put(&format!("grade[{grade}]"), Figure::Count(count));
        put(&format!("grade_rate[{grade}]"), Figure::Rate(count, valid));
    }
    let abstained = marked(&|mark| mark.is_empty());
    let voided = marked(&|mark| mark.contains('&'));
    assert_eq!(grades.iter().sum::<u64>() + abstained + voided, valid, "every mark is one of these");
    put("abstained", Figure::Count(abstained));
    put("voided", Figure::Count(voided));
    let satisfied = grades[..3].iter().sum();
    put("satisfied", Figure::Count(satisfied));
    put("satisfied_rate", Figure::Rate(satisfied, valid));
    // A score is the mean of the items' scores; 总体评价 stands apart from the items.
    let items = office.items[usize::from(of_members)].iter().filter(|name| *name != "总体评价");
    put("score", Figure::Means(items.map(|name| points(office, cut, subject, name)).collect()));
    let mut methods: Vec<&str> = Vec::new();
    for held in &held {
        if !methods.contains(&held.method.as_str()) {
            methods.push(&held.method);
        }
    }
    put("methods", Figure::Words(methods.join("、")));

    // One paper lists the names of a branch: the paper is counted once, not once a name.
    type Papers = fn(&Evaluation) -> u64;
    let sheets: [(&str, Papers); 5] = [
        ("发出", |held| held.issued),
        ("收回", |held| held.collected),
        ("作废", |held| held.spoiled),
        ("有效", |held| held.papers.len() as u64),
        ("空白", blanks),
    ];
    for (name, of) in sheets {
        let mut largest: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for held in &held {
            let entry = largest.entry((&held.meeting, &held.branch)).or_default();
            *entry = of(held).max(*entry);
        }
        put(&format!("sheets[{name}]"), Figure::Count(largest.values().sum()));
    }
}

/// The score of one of 评议内容.
pub fn item_score(office: &Office, cut: &Cut, subject: &str, item: &str) -> Figure {
    Figure::Means(vec![points(office, cut, subject, item)])
}

/// Points of the marks that carry a score, and how many marks these are.
fn points(office: &Office, cut: &Cut, subject: &str, item: &str) -> (u64, u64) {
    let of_members = subject == "members";
    let place = office.items[usize::from(of_members)].iter().position(|name| name == item).unwrap();
    let held = held(office, cut).filter(|held| held.member.is_some() == of_members);
    let marks = held.flat_map(|held| held.papers.iter().map(|paper| paper.1[place].as_str()));
    let scored: Vec<u64> = marks
        .filter_map(|mark| GRADES.iter().position(|grade| *grade == mark))
        .filter_map(|grade| SCORES.get(grade).copied())
        .collect();
    (scored.iter().sum(), scored.len() as u64)
}

fn blanks(held: &Evaluation) -> u64 {
    held.papers.iter().filter(|paper| blank(paper)).count() as u64
}
