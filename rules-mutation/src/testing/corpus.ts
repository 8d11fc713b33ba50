/** Rules files with everything in them that is easy to get wrong. */
export const corpus: Readonly<Record<string, string>> = {
  'an empty service': 'service cloud.firestore {}',
  'rules without a version': 'service cloud.firestore { match /{all=**} { allow read, write; } }',
  'rules of Storage': `rules_version = "2";
service firebase.storage {
  match /b/{bucket}/o { match /images/{image=**} {
    allow write: if request.resource.size < 5 * 1024 * 1024 && request.resource.contentType.matches('image/.*');
  } }
}`,
  'comments everywhere': `// first: allow read: if true;
rules_version /* a */ = '2'; // }
service /* { */ cloud.firestore { // '
  match /a/{b} /* / */ {
    allow /* get, */ list // :
      : if /* ! */ a /* && b */ == /**/ b; /* " */
  }
}
// last`,
  'Windows line ends and tabs':
    'service cloud.firestore {\r\n\tmatch /a/{b} {\r\n\t\tallow get: if true;\r\n\t}\r\n}\r\n',
  'functions at every level': `function top(a, b,) { return a + b; }
service cloud.firestore {
  function inService() { return true }
  match /a-b/v1~x/{c} {
    function inMatch(a) { let x = a[0]; let y = x.z let w = 1; return x == y ? w : !x; }
    allow create: if inMatch([1,]) allow update;
  }
}`,
  'paths, bytes, floats and slices': `service cloud.firestore {
  match /databases/{database}/documents {
    match /rooms/{room} {
      allow get: if exists(/databases/$(database)/documents/rooms/$(room + '-x'))
        && get(/databases/(default)/documents/users/$(request.auth.uid)).data.roles[room][0:2] == ['a', "b"]
        && request.resource.data.hash == b'\\xff\\'' && 1.5e3 > -2.0 && 4 / 2 % 3 == 2
        && {'a': {b: [1, {}]}}['a'].b.size() > 0 && !(!(a)) && - -1 == 1;
      allow delete: if path('/a/b').bind({'x': 1}) == /a/b && a /b/ c == 1;
    }
  }
}`,
  'strings that look like code': `service cloud.firestore { match /a/{b} {
  allow read: if a == '// not a comment' && b == "/* nor this */" && c == '\\'' && d == "\\"'" && e == 'ü 🙂 \${f}';
} }`,
  'names that begin like words of the language': `service cloud.firestore { match /a/{b} {
  allow read: if trueish in inside && isolated is string && nullable != null && returned.match.allow.service.function;
} }`,
};
