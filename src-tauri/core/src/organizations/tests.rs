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

#[test]
fn a_move_keeps_the_order_of_the_list_and_refuses_what_cannot_be() {
    let (_folder, mut office) = office();
    let top = register(&mut office, &facts("机关党委", None)).unwrap();
    let names = ["第一党支部", "第二党支部", "第三党支部"];
    let ids: Vec<OrganizationId> =
        names.iter().map(|name| register(&mut office, &facts(name, Some(top))).unwrap()).collect();
    let other = register(&mut office, &facts("离退休党总支", None)).unwrap();
    let order = |office: &Office| -> Vec<(String, usize)> {
        let all = store::all(office.read()).unwrap();
        tree::in_order(&all).into_iter().map(|(one, depth)| (one.name.clone(), depth)).collect()
    };
    change(&mut office, |change| store::move_to(change, ids[2], Some(top), Some(ids[0]))).unwrap();
    assert_eq!(
        order(&office),
        [("机关党委", 0), ("第三党支部", 1), ("第一党支部", 1), ("第二党支部", 1), ("离退休党总支", 0)]
            .map(|(name, depth)| (name.to_owned(), depth))
    );
    change(&mut office, |change| store::move_to(change, ids[0], Some(other), None)).unwrap();
    assert_eq!(order(&office).last(), Some(&("第一党支部".to_owned(), 1)));
    change(&mut office, |change| store::move_to(change, ids[2], Some(top), None)).unwrap();
    assert_eq!(order(&office)[2].0, "第三党支部", "behind the others of its parent");
    change(&mut office, |change| store::dissolve(change, ids[0], day("2012-03-01"), 0)).unwrap();
    change(&mut office, |change| store::dissolve(change, other, day("2012-03-01"), 0)).unwrap();
    for (id, parent, before, sentence) in [
        (top, Some(ids[2]), None, "“第三党支部”是“机关党委”本身或其下级，不能作为它的上级"),
        (top, Some(top), None, "“机关党委”是“机关党委”本身或其下级，不能作为它的上级"),
        (ids[2], Some(OrganizationId(99)), None, "“第三党支部”的上级党组织不存在"),
        (ids[2], Some(other), None, "“离退休党总支”已经撤销，不能作为“第三党支部”的上级"),
        (ids[2], Some(top), Some(ids[0]), "要排在它前面的党组织不在同一个上级之下"),
        (ids[2], Some(top), Some(ids[2]), "要排在它前面的党组织不在同一个上级之下"),
        (OrganizationId(99), None, None, "该党组织不存在"),
    ] {
        let error = change(&mut office, |change| store::move_to(change, id, parent, before)).unwrap_err();
        assert_eq!(error.message, sentence);
    }
}

#[test]
fn a_dissolution_entered_by_mistake_is_taken_back_from_the_top() {
    let (_folder, mut office) = office();
    let top = register(&mut office, &facts("机关党委", None)).unwrap();
    let branch = register(&mut office, &facts("第一党支部", Some(top))).unwrap();
    let error = change(&mut office, |change| store::reinstate(change, branch)).unwrap_err();
    assert_eq!(error.message, "“第一党支部”没有撤销，不用取消撤销");
    for id in [branch, top] {
        change(&mut office, |change| store::dissolve(change, id, day("2012-03-01"), 0)).unwrap();
    }
    let error = change(&mut office, |change| store::reinstate(change, branch)).unwrap_err();
    assert_eq!(error.message, "上级党组织“机关党委”已经撤销，不能取消“第一党支部”的撤销");
    for id in [top, branch] {
        change(&mut office, |change| store::reinstate(change, id)).unwrap();
    }
    assert!(store::all(office.read()).unwrap().iter().all(|one| one.dissolved_on.is_none()));
}

#[test]
fn a_tree_with_a_circle_still_shows_everybody_once() {
    let organization = |id, parent: Option<i64>| Organization {
        id: OrganizationId(id),
        name: id.to_string(),
        kind: OrganizationKind::Branch,
        parent: parent.map(OrganizationId),
        domain: None,
        code: None,
        secretary: None,
        phone: None,
        founded_on: None,
        dissolved_on: None,
        note: None,
        position: id,
    };
    let all =
        [organization(1, None), organization(2, Some(3)), organization(3, Some(2)), organization(4, Some(2))];
    let shown: Vec<(i64, usize)> =
        tree::in_order(&all).into_iter().map(|(one, depth)| (one.id.0, depth)).collect();
    assert_eq!(shown, [(1, 0), (2, 0), (3, 1), (4, 1)]);
}

#[test]
fn a_term_comes_back_with_its_officers_and_its_history_is_undone_whole() {
    use super::terms::{Officer, TermFacts, TermId};
    let (_folder, mut office) = office();
    let branch = register(&mut office, &facts("机关党支部", None)).unwrap();
    let officer = |name: &str, post: &str| Officer {
        member: None,
        name: name.to_owned(),
        post: post.to_owned(),
        appointed_on: day("2011-03-01"),
        relieved_on: None,
    };
    let mut wanted = TermFacts {
        name: Some("第四届".to_owned()),
        began_on: day("2011-03-01"),
        ends_on: Some(day("2014-03-01")),
        note: None,
        officers: vec![officer("雷　健", "书记"), officer("莫强", "组织委员")],
    };
    let id = office.change("登记任期", |change| store::insert_term(change, branch, &wanted)).unwrap();
    wanted.officers[0].name = "雷健".to_owned();
    let kept = store::terms_of(office.read(), branch).unwrap();
    assert_eq!((kept.len(), &kept[0].facts), (1, &wanted), "names without the spaces that align them");
    wanted.officers.pop();
    office.change("更改任期", |change| store::update_term(change, id, &wanted)).unwrap();
    assert_eq!(store::term_of(office.read(), id).unwrap().facts.officers.len(), 1);
    office.undo().unwrap();
    assert_eq!(store::term_of(office.read(), id).unwrap().facts.officers.len(), 2);
    change(&mut office, |change| store::remove_term(change, id)).unwrap();
    let error = change(&mut office, |change| store::remove_term(change, TermId(99))).unwrap_err();
    assert_eq!(error.message, "这个任期不存在");
    office.undo().unwrap();
    assert_eq!(store::terms_of(office.read(), branch).unwrap()[0].facts.officers.len(), 2);
}
