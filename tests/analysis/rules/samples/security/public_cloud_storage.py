import boto3
from aws_cdk import aws_s3 as s3

store = boto3.client("s3")
store.put_object(Bucket="shop", Key="a", Body=data, ACL="public-read")  # hit
store.upload_file(path, "shop", "a", ExtraArgs={"ACL": "public-read-write"})  # hit
store.put_public_access_block(
    Bucket="shop",
    PublicAccessBlockConfiguration={
        "BlockPublicAcls": True,
        "BlockPublicPolicy": False,  # hit
    },
)
bucket = s3.Bucket(stack, "Shop", public_read_access=True)  # hit
database = rds.DatabaseInstance(stack, "Shop", publicly_accessible=True)  # hit
blob.upload_from_string(data, predefined_acl="publicRead")  # hit

store.put_object(Bucket="shop", Key="a", Body=data)
store.put_object(Bucket="shop", Key="a", Body=data, ACL="private")
store.upload_file(path, "shop", "a", ExtraArgs={"ACL": "bucket-owner-full-control"})
bucket = s3.Bucket(stack, "Shop", public_read_access=False)
bucket = s3.Bucket(stack, "Shop", block_public_access=s3.BlockPublicAccess.BLOCK_ALL)
user.acl = "public-read"
levels = {"acl": "public-read"}
url = store.generate_presigned_url("get_object", Params={"Bucket": "shop", "Key": "a"}, ExpiresIn=300)
