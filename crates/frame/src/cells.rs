//! Columns of any type as texts, the way they would be written in a CSV file.

use arrow_array::builder::LargeBinaryBuilder;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, LargeBinaryArray};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, TimeUnit};
use std::sync::Arc;

/// A moment with a zone is written in UTC, since the names of zones are not known here.
const UTC: &str = "+00:00";

/// The parts of a struct that may be its text, as in `{"name": "Ana Ruiz"}`.
const TEXTS_OF_STRUCTS: [&str; 3] = ["name", "title", "text"];

/// Between the items of a list, such as authors.
const BETWEEN_ITEMS: &[u8] = b", ";

/// The cells of a column as texts. Texts are not copied, unless they are views or in a
/// dictionary. Bytes stay what they are: their encoding is guessed later.
///
/// # Errors
/// If the type is none that could be text, such as a map.
pub(crate) fn texts(column: &ArrayRef) -> Result<LargeBinaryArray, ArrowError> {
    let bytes = match column.data_type() {
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => {
            cast(column, &DataType::LargeBinary)?
        }
        DataType::Dictionary(_, values) => return texts(&cast(column, values)?),
        DataType::Timestamp(unit, Some(_)) => in_utc(column, *unit)?,
        DataType::List(item) | DataType::FixedSizeList(item, _) => {
            return texts(&cast(column, &DataType::LargeList(Arc::clone(item)))?);
        }
        DataType::LargeList(_) => return joined(column),
        DataType::Struct(fields) => {
            let parts = column.as_struct();
            let named = TEXTS_OF_STRUCTS.iter().find_map(|name| parts.column_by_name(name));
            return texts(named.ok_or_else(|| {
                ArrowError::CastError(format!("none of {fields:?} is called {TEXTS_OF_STRUCTS:?}"))
            })?);
        }
        _ => as_bytes(column)?,
    };
    Ok(bytes.as_binary::<i64>().clone())
}

fn as_bytes(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    cast(&cast(column, &DataType::LargeUtf8)?, &DataType::LargeBinary)
}

fn in_utc(column: &ArrayRef, unit: TimeUnit) -> Result<ArrayRef, ArrowError> {
    as_bytes(&cast(column, &DataType::Timestamp(unit, Some(UTC.into())))?)
}

/// The items of each list, joined.
fn joined(column: &ArrayRef) -> Result<LargeBinaryArray, ArrowError> {
    let lists = column.as_list::<i64>();
    let items = texts(lists.values())?;
    let mut all = LargeBinaryBuilder::new();
    for (row, ends) in lists.value_offsets().windows(2).enumerate() {
        let there = (ends[0] as usize..ends[1] as usize).filter(|&item| items.is_valid(item));
        let cells: Vec<&[u8]> = there.map(|item| items.value(item)).collect();
        all.append_option(lists.is_valid(row).then(|| cells.join(BETWEEN_ITEMS)));
    }
    Ok(all.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::builder::{ListBuilder, StringBuilder};
    use arrow_array::types::Int8Type;
    use arrow_array::{
        BinaryViewArray, BooleanArray, Date32Array, DictionaryArray, Int64Array, LargeStringArray, NullArray,
        StringArray, StringViewArray, StructArray, TimestampMicrosecondArray, TimestampSecondArray,
    };

    #[track_caller]
    fn check(column: impl Array + 'static, expected: &[Option<&str>]) {
        let texts = texts(&(Arc::new(column) as ArrayRef)).unwrap();
        let texts: Vec<_> = texts.iter().map(|text| text.map(|t| str::from_utf8(t).unwrap())).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn types() {
        let ab = [Some("å"), None, Some("b")];
        check(StringArray::from(ab.to_vec()), &ab);
        check(LargeStringArray::from(ab.to_vec()).slice(1, 2), &ab[1..]);
        check(StringViewArray::from(ab.to_vec()), &ab);
        check(BinaryViewArray::from(ab.map(|text| text.map(str::as_bytes)).to_vec()), &ab);
        check(ab.into_iter().collect::<DictionaryArray<Int8Type>>(), &ab);
        check(Int64Array::from(vec![Some(-7), None]), &[Some("-7"), None]);
        check(BooleanArray::from(vec![true]), &[Some("true")]);
        check(NullArray::new(2), &[None, None]);
        check(Date32Array::from(vec![17_322]), &[Some("2017-06-05")]);
        check(TimestampSecondArray::from(vec![1_496_654_100]), &[Some("2017-06-05T09:15:00")]);
        let zoned = TimestampMicrosecondArray::from(vec![1_496_654_100_000_000]);
        check(zoned.with_timezone("Europe/Oslo"), &[Some("2017-06-05T09:15:00Z")]);
        let named = StructArray::try_from(vec![
            ("n", Arc::new(Int64Array::from(vec![1])) as ArrayRef),
            ("name", Arc::new(StringArray::from(vec!["Åse"]))),
        ]);
        check(named.unwrap(), &[Some("Åse")]);
        let mut lists = ListBuilder::new(StringBuilder::new());
        lists.append_value([Some("Åse"), None, Some("Ana")]);
        lists.append_null();
        lists.append_value([Some("Ben")]);
        check(lists.finish().slice(0, 3), &[Some("Åse, Ana"), None, Some("Ben")]);
    }

    #[test]
    fn a_type_that_is_no_text() {
        let numbers = Arc::new(Int64Array::from(vec![1])) as ArrayRef;
        let nameless: ArrayRef = Arc::new(StructArray::try_from(vec![("n", numbers)]).unwrap());
        assert!(texts(&nameless).is_err());
    }
}
