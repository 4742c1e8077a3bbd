"""Resources in the cloud that everybody can reach."""
import boto3
from aws_cdk import aws_s3


def publish(bucket, key, report):
    s3 = boto3.client("s3")
    s3.put_object(Bucket=bucket, Key=key, Body=report, ACL="private")


def upload(path, bucket):
    boto3.client("s3").upload_file(path, bucket, "report", ExtraArgs={"ACL": "private"})


def open_port(ec2, group):
    ec2.authorize_security_group_ingress(GroupId=group, CidrIp="0.0.0.0/0", IpProtocol="tcp", FromPort=22, ToPort=22)


def site(stack):
    return aws_s3.Bucket(stack, "Reports", public_read_access=False)


def database(rds):
    rds.create_db_instance(
        DBInstanceIdentifier="orders",
        PubliclyAccessible=False,
        StorageEncrypted=True,
    )


def keep(bucket, key, report):
    s3 = boto3.client("s3")
    s3.put_object(Bucket=bucket, Key=key, Body=report)
    s3.put_object(Bucket=bucket, Key=key, Body=report, ACL="private")


def inner_port(ec2, group, network):
    ec2.authorize_security_group_ingress(GroupId=group, CidrIp="10.0.0.0/8", IpProtocol="tcp", FromPort=22, ToPort=22)
    ec2.authorize_security_group_ingress(GroupId=group, CidrIp=network, IpProtocol="tcp", FromPort=22, ToPort=22)


def private_site(stack):
    return aws_s3.Bucket(stack, "Reports", public_read_access=False)
