//! Any document as a [`Node`], so that it can be hashed and compared.

use super::Node;
use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};
use std::borrow::Cow;
use std::fmt;

/// Turns a document into a tree.
///
/// # Errors
/// Only for values that documents of this crate never hold (bytes, tuple structs, keys that are not texts).
pub fn to_node<T: Serialize + ?Sized>(document: &T) -> Result<Node, Refused> {
    document.serialize(ToNode)
}

/// A value that a document cannot hold.
#[derive(Debug)]
pub struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for Refused {}
impl serde::ser::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Refused(message.to_string())
    }
}

type Fields = Vec<(Cow<'static, str>, Node)>;

struct ToNode;

macro_rules! whole {
    ($($name:ident: $type:ty),*) => { $(
        fn $name(self, v: $type) -> Result<Node, Refused> {
            let v = i64::from(v);
            Ok(u64::try_from(v).map(Node::Integer).unwrap_or(Node::Negative(v)))
        }
    )* };
}
macro_rules! refused {
    ($($name:ident($($arg:ty),*) -> $ok:ty;)*) => { $(
        fn $name(self, $(_: $arg),*) -> Result<$ok, Refused> { Err(Refused::custom("not in a document")) }
    )* };
}

impl Serializer for ToNode {
    type Ok = Node;
    type Error = Refused;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = Impossible<Node, Refused>;
    type SerializeTupleVariant = Impossible<Node, Refused>;
    type SerializeMap = Object;
    type SerializeStruct = Object;
    type SerializeStructVariant = Impossible<Node, Refused>;

    whole!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
           serialize_u8: u8, serialize_u16: u16, serialize_u32: u32);
    refused! {
        serialize_bytes(&[u8]) -> Node;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
    fn serialize_u64(self, v: u64) -> Result<Node, Refused> {
        Ok(Node::Integer(v))
    }
    fn serialize_f32(self, v: f32) -> Result<Node, Refused> {
        Ok(Node::Float(v.into()))
    }
    fn serialize_f64(self, v: f64) -> Result<Node, Refused> {
        Ok(Node::Float(v))
    }
    fn serialize_bool(self, v: bool) -> Result<Node, Refused> {
        Ok(Node::Bool(v))
    }
    fn serialize_char(self, v: char) -> Result<Node, Refused> {
        Ok(Node::Text(v.into()))
    }
    fn serialize_str(self, v: &str) -> Result<Node, Refused> {
        Ok(Node::Text(v.to_owned()))
    }
    fn collect_str<T: fmt::Display + ?Sized>(self, v: &T) -> Result<Node, Refused> {
        Ok(Node::Text(v.to_string()))
    }
    fn serialize_none(self) -> Result<Node, Refused> {
        Ok(Node::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, v: &T) -> Result<Node, Refused> {
        v.serialize(self)
    }
    fn serialize_unit(self) -> Result<Node, Refused> {
        Ok(Node::Null)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Node, Refused> {
        Ok(Node::Null)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Node, Refused> {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, v: &T) -> Result<Node, Refused> {
        v.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        v: &T,
    ) -> Result<Node, Refused> {
        Ok(Node::Object(vec![(variant.into(), to_node(v)?)]))
    }
    fn serialize_seq(self, len: Option<usize>) -> Result<List, Refused> {
        Ok(List(Vec::with_capacity(len.unwrap_or(0))))
    }
    fn serialize_tuple(self, len: usize) -> Result<List, Refused> {
        Ok(List(Vec::with_capacity(len)))
    }
    fn serialize_map(self, len: Option<usize>) -> Result<Object, Refused> {
        Ok(Object { fields: Vec::with_capacity(len.unwrap_or(0)), key: None })
    }
    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Object, Refused> {
        Ok(Object { fields: Vec::with_capacity(len), key: None })
    }
}

struct List(Vec<Node>);

impl SerializeSeq for List {
    type Ok = Node;
    type Error = Refused;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, v: &T) -> Result<(), Refused> {
        self.0.push(to_node(v)?);
        Ok(())
    }
    fn end(self) -> Result<Node, Refused> {
        Ok(Node::List(self.0))
    }
}

impl SerializeTuple for List {
    type Ok = Node;
    type Error = Refused;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, v: &T) -> Result<(), Refused> {
        SerializeSeq::serialize_element(self, v)
    }
    fn end(self) -> Result<Node, Refused> {
        SerializeSeq::end(self)
    }
}

struct Object {
    fields: Fields,
    key: Option<String>,
}

impl SerializeStruct for Object {
    type Ok = Node;
    type Error = Refused;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, v: &T) -> Result<(), Refused> {
        self.fields.push((key.into(), to_node(v)?));
        Ok(())
    }
    fn end(self) -> Result<Node, Refused> {
        Ok(Node::Object(self.fields))
    }
}

impl SerializeMap for Object {
    type Ok = Node;
    type Error = Refused;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        match to_node(key)? {
            Node::Text(key) => self.key = Some(key),
            _ => return Err(Refused::custom("an object's key is a text")),
        }
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, v: &T) -> Result<(), Refused> {
        let key = self.key.take().unwrap_or_default();
        self.fields.push((key.into(), to_node(v)?));
        Ok(())
    }
    fn end(self) -> Result<Node, Refused> {
        Ok(Node::Object(self.fields))
    }
}
