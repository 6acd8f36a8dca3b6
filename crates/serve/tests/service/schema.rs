//! Whether a value is what `openapi.json` says. Knows as much of JSON Schema as is used
//! there.

use serde_json::Value;

pub(crate) fn document() -> Value {
    serde_json::from_str(include_str!("../../openapi.json")).unwrap()
}

/// Panics unless the value fits the schema of this name, and has nothing that it does not
/// tell of.
#[track_caller]
pub(crate) fn check(value: &Value, name: &str) {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let wrong = faults(value, &schemas[name], schemas, name);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn faults(value: &Value, schema: &Value, schemas: &Value, at: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/components/schemas/").unwrap();
        return faults(value, &schemas[name], schemas, at);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fits = |choice: &&Value| faults(value, choice, schemas, at).is_empty();
        let fitting = choices.iter().filter(fits).count();
        return if fitting == 1 {
            Vec::new()
        } else {
            vec![format!("{at} fits {fitting} of {schema}: {value}")]
        };
    }
    let mut wrong = Vec::new();
    let is = |kind: &str| match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{at}: {other} is no type"),
    };
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        other => panic!("{at}: no type but {other}"),
    };
    if !kinds.into_iter().any(is) {
        wrong.push(format!("{at} is {value}, not {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|allowed| !allowed.contains(value)) {
        wrong.push(format!("{at} is {value}, none of {}", schema["enum"]));
    }
    for item in value.as_array().into_iter().flatten() {
        wrong.extend(faults(item, &schema["items"], schemas, at));
    }
    if let (Some(fields), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(required) {
                wrong.push(format!("{at} lacks {required}"));
            }
        }
        for (name, field) in fields {
            match properties.get(name) {
                Some(schema) => wrong.extend(faults(field, schema, schemas, &format!("{at}.{name}"))),
                None => wrong.push(format!("{at}.{name} is not in openapi.json: {field}")),
            }
        }
    }
    wrong
}
