//! Given names whose short forms are not simply their beginnings.

/// Folded given names, each with other forms of it. A form may belong to several
/// names.
const SHORT_FORMS: [(&str, &[&str]); 24] = [
    ("alexander", &["alex", "sandy", "sasha", "oleksandr", "aleksandr", "alejandro"]),
    ("andrew", &["andy", "drew"]),
    ("anthony", &["tony"]),
    ("catherine", &["kate", "cathy", "katherine", "kathy"]),
    ("charles", &["charlie", "chuck"]),
    ("deborah", &["debbie"]),
    ("edward", &["ed", "ted", "eddie", "ned"]),
    ("elizabeth", &["liz", "beth", "betty", "lizzie", "eliza"]),
    ("henry", &["harry", "hank"]),
    ("james", &["jim", "jimmy", "jamie"]),
    ("jennifer", &["jenny", "jen"]),
    ("john", &["jack", "johnny", "jon"]),
    ("joseph", &["joe", "joey"]),
    ("margaret", &["maggie", "meg", "peggy", "margot"]),
    ("michael", &["mike", "mick", "mickey"]),
    ("patricia", &["pat", "trish", "patty"]),
    ("patrick", &["paddy", "pat"]),
    ("richard", &["dick", "rick", "rich"]),
    ("robert", &["bob", "bobby", "rob"]),
    ("stephen", &["steve", "steven"]),
    ("susan", &["sue", "susie"]),
    ("theodore", &["ted", "teddy"]),
    ("thomas", &["tom", "tommy"]),
    ("william", &["bill", "billy", "will", "liam"]),
];

/// Whether both are forms of one given name: "liz" and "beth", "jim" and "james".
pub(super) fn are_forms_of_one(one: &str, other: &str) -> bool {
    SHORT_FORMS.iter().any(|(full, forms)| {
        let is_form = |name: &str| name == *full || forms.contains(&name);
        is_form(one) && is_form(other)
    })
}
