//! What of an organization's facts looks wrong, said to a form before it is saved. What cannot be at all
//! is refused by `tree.rs` too, whoever asks.

use chrono::NaiveDate;

use super::{Organization, OrganizationFacts, OrganizationKind, tree};
use crate::{clock::chinese_date, remarks::Remark, text};

/// Who stands above whom, as a rule: a smaller number above a larger one.
const fn rank(kind: OrganizationKind) -> u8 {
    match kind {
        OrganizationKind::LeadingGroup => 0,
        OrganizationKind::Committee => 1,
        OrganizationKind::GeneralBranch => 2,
        OrganizationKind::Branch => 3,
        OrganizationKind::Group => 4,
    }
}

/// Remarks on facts, for a new organization or in place of those of `known`.
pub fn facts(
    all: &[Organization],
    known: Option<&Organization>,
    facts: &OrganizationFacts,
    today: NaiveDate,
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let name = &facts.name;
    let mut others = all.iter().filter(|other| known.is_none_or(|known| known.id != other.id));
    if text::squeeze(name).is_empty() {
        remarks.push(Remark::error("name", "党组织名称没有填写；请填写党组织全称"));
    } else if others.clone().any(|other| text::squeeze(&other.name) == text::squeeze(name)) {
        let message = format!("党组织“{name}”已经登记；请核对全称，如是另一个党组织，请在名称上加以区别");
        remarks.push(Remark::error("name", message));
    }
    if let Some(code) = &facts.code
        && let Some(other) = others.find(|other| other.code.as_ref() == Some(code))
    {
        remarks.push(Remark::error("code", format!("代码“{code}”已由“{}”使用；请核对代码", other.name)));
    }
    if let Some(founded) = facts.founded_on {
        if founded > today {
            remarks.push(Remark::error("founded_on", "成立时间晚于今天；请核对年份"));
        } else if let Some(dissolved) =
            known.and_then(|known| known.dissolved_on).filter(|dissolved| founded > *dissolved)
        {
            let message = format!("成立时间晚于撤销日期{}；请核对日期", chinese_date(dissolved));
            remarks.push(Remark::error("founded_on", message));
        }
    }
    let above = facts.parent.and_then(|parent| tree::by_id(all, parent));
    match above {
        None if facts.kind == OrganizationKind::Group => {
            remarks.push(Remark::error("parent", "党小组要编在党支部里；请选择所属的党支部"));
        }
        Some(above) => remarks.extend(parent(above, known, facts)),
        None => {}
    }
    if let Some(known) = known
        && known.kind != facts.kind
        && let Some(below) =
            all.iter().find(|below| below.parent == Some(known.id) && rank(below.kind) < rank(facts.kind))
    {
        let message =
            format!("下级“{}”是{}，上级却改为{}；确是如此的请确认", below.name, below.kind, facts.kind);
        remarks.push(Remark::warning("kind", message));
    }
    remarks
}

fn parent(above: &Organization, known: Option<&Organization>, facts: &OrganizationFacts) -> Option<Remark> {
    let stands = known.is_none_or(|known| known.dissolved_on.is_none());
    if let Some(dissolved) = above.dissolved_on.filter(|_| stands) {
        let message = format!("“{}”已于{}撤销；请另选上级党组织", above.name, chinese_date(dissolved));
        return Some(Remark::error("parent", message));
    }
    let usual = match facts.kind {
        OrganizationKind::Group => above.kind == OrganizationKind::Branch,
        kind => rank(above.kind) < rank(kind) || (above.kind == kind && rank(kind) < 2),
    };
    (!usual).then(|| {
        let message = format!("{}一般不设在{}之下；确是如此的请确认", facts.kind, above.kind);
        Remark::warning("parent", message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{organizations::OrganizationId, remarks::RemarkWeight};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn organization(id: i64, name: &str, kind: OrganizationKind, parent: Option<i64>) -> Organization {
        Organization {
            id: OrganizationId(id),
            name: name.to_owned(),
            kind,
            parent: parent.map(OrganizationId),
            domain: None,
            code: (id == 2).then(|| "0201".to_owned()),
            secretary: None,
            phone: None,
            founded_on: None,
            dissolved_on: (id == 4).then(|| day("2012-03-01")),
            note: None,
            position: id,
        }
    }

    fn wanted(name: &str, kind: OrganizationKind, parent: Option<i64>) -> OrganizationFacts {
        OrganizationFacts {
            name: name.to_owned(),
            kind,
            parent: parent.map(OrganizationId),
            domain: None,
            code: None,
            secretary: None,
            phone: None,
            founded_on: None,
            note: None,
        }
    }

    #[test]
    fn every_doubt_about_an_organization_has_its_own_sentence() {
        use OrganizationKind::*;
        let all = [
            organization(1, "局党组", LeadingGroup, None),
            organization(2, "机关党委", Committee, Some(1)),
            organization(3, "机关党支部", Branch, Some(2)),
            organization(4, "老干部党总支", GeneralBranch, Some(2)),
        ];
        let (error, warning) = (RemarkWeight::Error, RemarkWeight::Warning);
        for (id, facts, weight, field, words) in [
            (None, wanted("　", Branch, Some(2)), error, "name", "名称没有填写"),
            (None, wanted("机关 党支部", Branch, Some(2)), error, "name", "“机关 党支部”已经登记"),
            (
                None,
                OrganizationFacts { code: Some("0201".into()), ..wanted("新党支部", Branch, Some(2)) },
                error,
                "code",
                "代码“0201”已由“机关党委”使用",
            ),
            (
                None,
                OrganizationFacts {
                    founded_on: Some(day("2012-07-02")),
                    ..wanted("新党支部", Branch, Some(2))
                },
                error,
                "founded_on",
                "成立时间晚于今天",
            ),
            (
                Some(3),
                OrganizationFacts {
                    founded_on: Some(day("2012-04-01")),
                    ..wanted("老干部党总支", GeneralBranch, Some(2))
                },
                error,
                "founded_on",
                "成立时间晚于撤销日期2012年3月1日",
            ),
            (None, wanted("第一党小组", Group, None), error, "parent", "党小组要编在党支部里"),
            (
                None,
                wanted("新党支部", Branch, Some(4)),
                error,
                "parent",
                "“老干部党总支”已于2012年3月1日撤销",
            ),
            (None, wanted("新党委", Committee, Some(3)), warning, "parent", "党委一般不设在党支部之下"),
            (None, wanted("第一党小组", Group, Some(2)), warning, "parent", "党小组一般不设在党委之下"),
            (None, wanted("新党支部", Branch, Some(3)), warning, "parent", "党支部一般不设在党支部之下"),
            (
                Some(1),
                wanted("机关党委", Branch, Some(1)),
                warning,
                "kind",
                "下级“老干部党总支”是党总支，上级却改为党支部",
            ),
        ] {
            let known = id.map(|place: usize| &all[place]);
            let said = super::facts(&all, known, &facts, day("2012-07-01"));
            assert_eq!(said.len(), 1, "{words}: {said:?}");
            assert!(
                said[0].weight == weight && said[0].field == field && said[0].message.contains(words),
                "{said:?}"
            );
        }
        for (id, facts) in [
            (None, wanted("新党支部", Branch, Some(1))),
            (None, wanted("第一党小组", Group, Some(3))),
            (None, wanted("下属单位党组", LeadingGroup, Some(1))),
            (Some(2), wanted("机关党支部", Branch, Some(2))),
        ] {
            let known = id.map(|place: usize| &all[place]);
            assert_eq!(super::facts(&all, known, &facts, day("2012-07-01")), [], "{}", facts.name);
        }
    }
}
