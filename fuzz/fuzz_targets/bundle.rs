#![no_main]

// The exports of news databases, which their content tells: the first byte chooses one.
const HEADS: [&str; 5] = [
    "1 of 2 DOCUMENTS\n\nPost\n\nMay 4, 2031\n\nStays\n\nLENGTH: 9 words\n\n",
    "Stays\n\nPost\n\nMay 4, 2031\n\nBody\n\nIt floats.\n\nEnd of Document\n\n",
    "HD  Stays\nPD  4 May 2031\nSN  Post\nLP\nIt floats.\nAN  Document POST000020310504\n",
    "______________________________\nDocument 1 of 2\nFull text: It floats.\nPublication title: Post\n",
    "<html><div class='article enArticle'><span class='enHeadline'>Stays</span><div>9 words</div>\
     <div>4 May 2031</div><div>Post</div><p>It floats.</p>",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let head = HEADS[usize::from(*first) % HEADS.len()];
    fuzz::read("a.txt", &[head.as_bytes(), rest].concat());
});
