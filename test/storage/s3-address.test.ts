import { type Bucket, objectUrl } from '../../src/storage/s3-address'

const bucket: Bucket = {
  s3_bucket_name: 'rejected',
  s3_bucket_region: 'eu-central-1',
  bucket_path: '',
  access_key_id: 'a',
  secret_access_key: 's',
}

test.each<[string, Partial<Bucket>, string]>([
  ['a host for the bucket', {}, 'https://rejected.s3.eu-central-1.amazonaws.com/1/a.gz'],
  [
    'a path in the bucket',
    { bucket_path: '/x//y z/' },
    'https://rejected.s3.eu-central-1.amazonaws.com/x/y%20z/1/a.gz',
  ],
  ['a dot in the name', { s3_bucket_name: 'a.b' }, 'https://s3.eu-central-1.amazonaws.com/a.b/1/a.gz'],
  ['China', { s3_bucket_region: 'cn-north-1' }, 'https://rejected.s3.cn-north-1.amazonaws.com.cn/1/a.gz'],
  ['another server', { s3_endpoint: 'http://minio:9000/' }, 'http://minio:9000/rejected/1/a.gz'],
  ['another server below a path', { s3_endpoint: 'https://x.org/s3' }, 'https://x.org/s3/rejected/1/a.gz'],
  [
    'odd signs',
    { bucket_path: "a+b'(c)*é" },
    'https://rejected.s3.eu-central-1.amazonaws.com/a%2Bb%27%28c%29%2A%C3%A9/1/a.gz',
  ],
])('%s', (_, changes, expected) => {
  expect(objectUrl({ ...bucket, ...changes }, '1/a.gz')).toBe(expected)
})
