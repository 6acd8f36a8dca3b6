//! What a page says of its article in JSON-LD, in the words of schema.org.

use crate::formats::markup;
use crate::formats::names;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use trafilatura::dom::Document;

/// What JSON-LD says about the article of a page.
#[derive(Debug, Default)]
pub(super) struct LinkedArticle {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) section: Option<String>,
    pub(super) body: Option<String>,
    /// Whether it says that reading the article costs money.
    pub(super) is_paid: bool,
    /// What it says of each author.
    pub(super) about_authors: Vec<String>,
}

type Object = Map<String, Value>;

/// The article in the JSON-LD of a page, if there is one. Of several the first that has a
/// date, since pages list others after their own.
pub(super) fn article(page: &Document) -> Option<LinkedArticle> {
    let scripts = page.scripts_with_type(&["application/ld+json"]);
    let values: Vec<Value> = scripts.into_iter().filter_map(|id| parsed(&page.text_content(id))).collect();
    let mut objects = Vec::new();
    for value in &values {
        collect(value, &mut objects);
    }
    let by_id: FxHashMap<&str, &Object> = objects
        .iter()
        .filter(|object| object.contains_key("name"))
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let mut articles = objects.iter().copied().filter(|object| is_article(object));
    let first = articles.clone().next()?;
    let article = articles.find(|object| object.contains_key("datePublished")).unwrap_or(first);
    let text = |key: &str| {
        let value = article.get(key)?;
        let value = if let Value::Array(list) = value { list.first()? } else { value };
        value.as_str().map(markup::plain).filter(|text| !text.is_empty())
    };
    let mut authors = Vec::new();
    for key in ["author", "creator"] {
        if let Some(value) = article.get(key).filter(|_| authors.is_empty()) {
            named(value, &by_id, &mut authors);
        }
    }
    let mut publishers = Vec::new();
    article.get("publisher").into_iter().for_each(|value| named(value, &by_id, &mut publishers));
    Some(LinkedArticle {
        headline: text("headline"),
        published: text("datePublished"),
        modified: text("dateModified"),
        authors: names::people(authors.iter().map(String::as_str)),
        publisher: publishers.into_iter().next(),
        section: text("articleSection"),
        body: article.get("articleBody").and_then(Value::as_str).map(str::to_owned),
        is_paid: article.get("isAccessibleForFree").is_some_and(is_false),
        about_authors: described(article.get("author")),
    })
}

/// Whether a value says no; some write it as a text.
fn is_false(value: &Value) -> bool {
    let says_no = |text: &str| text.rsplit('/').next().is_some_and(|word| word.eq_ignore_ascii_case("false"));
    value.as_bool() == Some(false) || value.as_str().is_some_and(says_no)
}

/// How the authors are described.
fn described(authors: Option<&Value>) -> Vec<String> {
    let all = match authors {
        Some(Value::Array(all)) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let described = all.iter().filter_map(|author| author.get("description")?.as_str());
    described.map(markup::plain).collect()
}

/// JSON, also where a program left line breaks in its strings.
fn parsed(json: &str) -> Option<Value> {
    let json = json.trim().trim_end_matches(';');
    serde_json::from_str(json).ok().or_else(|| {
        let mended: String = json.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended).ok()
    })
}

/// Appends all objects in a value, outer ones first.
fn collect<'v>(value: &'v Value, objects: &mut Vec<&'v Object>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, objects)),
        Value::Object(object) => {
            objects.push(object);
            object.values().for_each(|value| collect(value, objects));
        }
        _ => {}
    }
}

/// Whether an object is a news article or the like.
fn is_article(object: &Object) -> bool {
    let is = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind.ends_with("NewsStory")
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// Appends the names of the people or bodies that a value means.
fn named(value: &Value, by_id: &FxHashMap<&str, &Object>, names: &mut Vec<String>) {
    match value {
        Value::String(name) => names.push(markup::plain(name)),
        Value::Array(list) => list.iter().for_each(|value| named(value, by_id, names)),
        Value::Object(object) => {
            let id = || object.get("@id")?.as_str().and_then(|id| by_id.get(id).copied());
            match object.get("name").or_else(|| id()?.get("name")) {
                Some(Value::String(name)) => names.push(markup::plain(name)),
                Some(Value::Array(list)) => {
                    names.extend(list.iter().filter_map(Value::as_str).map(markup::plain));
                }
                _ => {}
            }
        }
        _ => {}
    }
}
