//! What must be printed under a tally: sums that do not fit (they warn and never block,
//! `decisions.md` 6), and weights that other categories bear.

use super::{Papers, Scheme, score::ItemScore, tally::Counts};

/// 发出, 收回, 作废 against the papers that were counted.
pub fn on_papers(papers: Papers, valid: u64) -> Vec<String> {
    let mut notes = Vec::new();
    if let (true, Some(issued), Some(collected)) = (papers.is_void(), papers.issued, papers.collected) {
        notes.push(format!(
            "收回{collected}张多于发出{issued}张，评议无效：不计算比率，不计入覆盖，请更正票数或重新评议。"
        ));
    }
    if let Some(collected) = papers.collected {
        match collected.checked_sub(papers.spoiled) {
            None => notes.push(format!("作废{}张多于收回{collected}张，请核对。", papers.spoiled)),
            Some(expected) if expected != valid => notes.push(format!(
                "收回{collected}张减作废{}张应有有效票{expected}张，录入的有效票是{valid}张，请核对；比率按录入的票计算。",
                papers.spoiled
            )),
            Some(_) => {}
        }
    }
    notes
}

/// Per category and item: grades + 弃权 + 项无效 = 有效票, and a blank paper abstains everywhere.
/// Ballots always fit; entered counts may not.
pub fn on_sums(scheme: &Scheme, counts: &Counts) -> Vec<String> {
    let mut notes = Vec::new();
    for (category, counts) in &counts.categories {
        if counts.blank > counts.valid {
            notes.push(format!("{category}空白票{}张，多于有效票{}张，请核对。", counts.blank, counts.valid));
        }
        for (item, marks) in scheme.items.iter().zip(&counts.items) {
            if marks.sum() != counts.valid {
                notes.push(format!(
                    "{category}“{}”一项各等次、弃权、项无效合计{}张，有效票{}张，请核对。",
                    item.name,
                    marks.sum(),
                    counts.valid
                ));
            }
            if marks.abstained < counts.blank {
                notes.push(format!(
                    "{category}空白票{}张，“{}”一项的弃权却只有{}张，请核对。",
                    counts.blank, item.name, marks.abstained
                ));
            }
        }
    }
    notes
}

/// Weights borne by other categories, and items without a score. `scores` is empty when nothing is
/// scored at all.
pub fn on_scores(scheme: &Scheme, scores: &[ItemScore]) -> Vec<String> {
    let mut notes = Vec::new();
    if scores.iter().all(|score| score.value.is_none()) {
        return notes;
    }
    let everywhere: Vec<&str> = scheme
        .categories
        .iter()
        .map(|category| category.name.as_str())
        .filter(|name| scores.iter().all(|score| score.silent.iter().any(|silent| silent == name)))
        .collect();
    if !everywhere.is_empty() {
        notes.push(format!("{}没有计分的票，其权重按其余类别的权重重新分配。", everywhere.join("、")));
    }
    for (item, score) in scheme.items.iter().zip(scores) {
        if score.value.is_none() {
            let consequence = if item.overall { "" } else { "，不计入平均得分" };
            notes.push(format!("“{}”一项没有计分的票{consequence}。", item.name));
            continue;
        }
        let here: Vec<&str> =
            score.silent.iter().map(String::as_str).filter(|name| !everywhere.contains(name)).collect();
        if !here.is_empty() {
            notes.push(format!(
                "“{}”一项{}没有计分的票，其权重按其余类别的权重重新分配。",
                item.name,
                here.join("、")
            ));
        }
    }
    notes
}
