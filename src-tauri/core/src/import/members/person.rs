//! Whom a row of a roster means: by ID number, else by name and birthday, else by name and branch.

use super::{Level, Row, report};
use crate::{
    clock::chinese_date,
    import::{findings::Findings, subjects::People, table::Table},
    members::Member,
};

/// The person of a row.
pub enum Whom<'p> {
    /// Somebody the office knows.
    Known(&'p Member),
    /// Nobody the office knows.
    New,
    /// Cannot be told; the sentence says why and what to do.
    Unclear(String),
}

/// Finds the person of a row.
pub fn whom<'p>(row: &Row, people: &'p People) -> Whom<'p> {
    if let Some(number) = &row.facts.id_number {
        if let Some(member) = people.by_number(number) {
            return Whom::Known(member);
        }
        // Somebody of the same name and birthday who has no number yet gets it now.
        let mut same = people.by_name(&row.facts.name).filter(|member| {
            member.facts.id_number.is_none()
                && row.facts.birth_date.is_some()
                && member.facts.birth_date == row.facts.birth_date
        });
        return match (same.next(), same.next()) {
            (Some(member), None) => Whom::Known(member),
            _ => Whom::New,
        };
    }
    let name = &row.facts.name;
    let namesakes: Vec<&Member> = people.by_name(name).collect();
    if namesakes.is_empty() {
        return Whom::New;
    }
    let by_birth = |member: &&&Member| member.facts.birth_date == row.facts.birth_date;
    let mut fitting: Vec<&Member> = match row.facts.birth_date {
        Some(_) => namesakes.iter().filter(by_birth).copied().collect(),
        None => namesakes.clone(),
    };
    if fitting.len() > 1 || row.facts.birth_date.is_none() {
        fitting.retain(|member| member.membership.organization == Some(row.branch));
    }
    match (fitting.as_slice(), row.facts.birth_date) {
        ([member], _) => Whom::Known(member),
        ([], Some(_)) => {
            let unknown_birth = namesakes.iter().any(|member| member.facts.birth_date.is_none());
            if unknown_birth {
                return Whom::Unclear(format!(
                    "台账里的“{name}”没有出生日期，无法断定是不是同一人；请补填公民身份证号码"
                ));
            }
            Whom::New
        }
        _ => Whom::Unclear(format!(
            "台账里已有 {} 名党员叫“{name}”，无法断定是不是同一人；请补填公民身份证号码或出生日期",
            namesakes.len()
        )),
    }
}

/// Warns when a new person has the name and birthday of somebody with another ID number: perhaps one
/// of the numbers was corrected.
pub fn warn_of_namesake(row: &Row, people: &People, tables: &[Table<'_>], findings: &mut Findings) {
    let Some(birth) = row.facts.birth_date else { return };
    if people.by_name(&row.facts.name).any(|member| member.facts.birth_date == Some(birth)) {
        let message = format!(
            "台账里已有一名“{}”，也生于{}，身份证号码不同，将作为另一人登记；如是同一人，请先在台账更正号码再导入",
            row.facts.name,
            chinese_date(birth)
        );
        report(tables, row.sheet, row.number, Level::Warning, "公民身份证号码", message, findings);
    }
}
