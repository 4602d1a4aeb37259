//! Stories of the tree, on a real file.

use chrono::NaiveDate;

use super::{store, tree, *};
use crate::{ErrorCode, Office, Result, clock::Clock, store::Change};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn office() -> (tempfile::TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2012-07-01"))).unwrap();
    (folder, office)
}

fn facts(name: &str, parent: Option<OrganizationId>) -> OrganizationFacts {
    OrganizationFacts {
        name: name.to_owned(),
        kind: OrganizationKind::Branch,
        parent,
        domain: Some(Domain::CountyOrgans),
        code: None,
        secretary: Some("雷健".to_owned()),
        phone: Some("0832-2345678".to_owned()),
        founded_on: Some(day("1993-07-01")),
        note: None,
    }
}

fn register(office: &mut Office, facts: &OrganizationFacts) -> Result<OrganizationId> {
    office.change("登记党组织", |change| store::insert(change, facts))
}

fn change(office: &mut Office, work: impl FnOnce(&Change<'_>) -> Result<()>) -> Result<()> {
    office.change("更改党组织", work)
}

#[test]
fn an_organization_comes_back_as_it_was_written_in_the_order_of_the_list() {
    let (_folder, mut office) = office();
    let top = register(&mut office, &facts("县司法局党组", None)).unwrap();
    let below = register(&mut office, &facts("机关党支部", Some(top))).unwrap();
    let all = store::all(office.read()).unwrap();
    assert_eq!(all.iter().map(|o| o.id).collect::<Vec<_>>(), [top, below]);
    let branch = &all[1];
    assert_eq!((branch.name.as_str(), branch.parent, branch.position), ("机关党支部", Some(top), 2));
    assert_eq!((branch.domain, branch.secretary.as_deref()), (Some(Domain::CountyOrgans), Some("雷健")));
    let renamed = OrganizationFacts { secretary: None, ..facts("局机关党支部", Some(top)) };
    change(&mut office, |change| store::update(change, below, &renamed)).unwrap();
    let branch = store::find(office.read(), "局机关 党支部").unwrap();
    assert_eq!((branch.id, branch.secretary), (below, None));
}

#[test]
fn a_name_or_a_code_is_given_once() {
    let (_folder, mut office) = office();
    register(
        &mut office,
        &OrganizationFacts { code: Some("020100080".to_owned()), ..facts("机关党支部", None) },
    )
    .unwrap();
    let error = register(&mut office, &facts("机关　党支部", None)).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::Refused, "党组织“机关 党支部”已经登记"));
    let same_code =
        OrganizationFacts { code: Some("020100080".to_owned()), ..facts("公证处党支部", None) };
    let error = register(&mut office, &same_code).unwrap_err();
    assert_eq!(error.message, "党组织代码“020100080”已由“机关党支部”使用");
    let error = register(&mut office, &facts(" ", None)).unwrap_err();
    assert_eq!(error.message, "党组织名称不能为空");
    assert_eq!(store::all(office.read()).unwrap().len(), 1);
}

#[test]
fn the_tree_has_no_circles_and_no_missing_parents() {
    let (_folder, mut office) = office();
    let error = register(&mut office, &facts("机关党支部", Some(OrganizationId(9)))).unwrap_err();
    assert_eq!(error.message, "“机关党支部”的上级党组织不存在");
    let top = register(&mut office, &facts("机关党委", None)).unwrap();
    let middle = register(&mut office, &facts("第一党总支", Some(top))).unwrap();
    let bottom = register(&mut office, &facts("第一党支部", Some(middle))).unwrap();
    let other = register(&mut office, &facts("第二党支部", Some(top))).unwrap();
    for parent in [top, middle, bottom] {
        let error =
            change(&mut office, |change| store::update(change, top, &facts("机关党委", Some(parent))))
                .unwrap_err();
        assert!(error.message.ends_with("是“机关党委”本身或其下级，不能作为它的上级"), "{}", error.message);
    }
    let error = change(&mut office, |change| store::update(change, OrganizationId(9), &facts("别的", None)))
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    let all = store::all(office.read()).unwrap();
    assert_eq!(tree::descendants(&all, top), [middle, bottom, other]);
    assert!(tree::descendants(&all, bottom).is_empty());
}

#[test]
fn a_circle_in_a_damaged_file_ends() {
    let organization = |id, parent| Organization {
        id: OrganizationId(id),
        name: id.to_string(),
        kind: OrganizationKind::Branch,
        parent: Some(OrganizationId(parent)),
        domain: None,
        code: None,
        secretary: None,
        phone: None,
        founded_on: None,
        dissolved_on: None,
        note: None,
        position: id,
    };
    let all = [organization(1, 2), organization(2, 1)];
    assert_eq!(tree::descendants(&all, OrganizationId(1)), [OrganizationId(2), OrganizationId(1)]);
}

#[test]
fn a_branch_with_people_or_branches_below_is_not_dissolved() {
    let (_folder, mut office) = office();
    let top = register(&mut office, &facts("机关党委", None)).unwrap();
    let branch = register(&mut office, &facts("第一党支部", Some(top))).unwrap();
    for (id, on, members, sentence) in [
        (branch, "2012-03-01", 3, "“第一党支部”还有3名党员，不能撤销"),
        (branch, "2012-07-02", 0, "撤销日期晚于今天"),
        (branch, "1993-06-30", 0, "“第一党支部”的撤销日期早于成立日期"),
        (top, "2012-03-01", 0, "“机关党委”还有下级党组织“第一党支部”，不能撤销"),
    ] {
        let error = change(&mut office, |change| store::dissolve(change, id, day(on), members)).unwrap_err();
        assert_eq!(error.message, sentence);
    }
    change(&mut office, |change| store::dissolve(change, branch, day("2012-03-01"), 0)).unwrap();
    let dissolved = store::find(office.read(), "第一党支部").unwrap();
    assert!(dissolved.exists_on(day("2012-02-29")));
    assert!(!dissolved.exists_on(day("2012-03-01")));
    let error =
        change(&mut office, |change| store::dissolve(change, branch, day("2012-04-01"), 0)).unwrap_err();
    assert_eq!(error.message, "“第一党支部”已于2012年3月1日撤销");
    change(&mut office, |change| store::dissolve(change, top, day("2012-03-01"), 0)).unwrap();
}

#[test]
fn a_mistyped_name_gets_the_nearest_ones_named() {
    let (_folder, mut office) = office();
    for name in ["机关党支部", "公证处党支部", "县法律工作者协会党支部"] {
        register(&mut office, &facts(name, None)).unwrap();
    }
    let error = store::find(office.read(), "县律师协会党支部").unwrap_err();
    assert_eq!(
        (error.code, error.message.as_str()),
        (ErrorCode::NotFound, "没有名为“县律师协会党支部”的党组织")
    );
    assert_eq!(error.details.first().map(String::as_str), Some("县法律工作者协会党支部"));
    let error = store::find(office.read(), "某某").unwrap_err();
    assert!(error.details.is_empty());
    assert_eq!(error.hint.as_deref(), Some("请先登记该党组织，或核对名称。"));
}
