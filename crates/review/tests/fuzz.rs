//! What the fuzz targets of the review do compiles and works.

#[allow(unreachable_pub)]
#[path = "../../../fuzz/src/reviewing.rs"]
mod reviewing;

#[test]
fn decisions() {
    reviewing::decisions(b"");
    reviewing::decisions(br#"{"id":"d1","what":"reject","article":"a","content":[[3,27]]}"#);
    reviewing::decisions(b"{\"what\": 5}\nno line\n");
}

#[test]
fn requests() {
    for request in
        ["\0id=a", "\x03status=undecided&offset=1", "\x06{\"what\":\"accept\"}", "\x07GET / HTTP/1.1\r\n\r\n"]
    {
        reviewing::request(request.as_bytes());
    }
}
