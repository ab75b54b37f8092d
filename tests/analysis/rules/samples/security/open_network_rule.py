import boto3
from aws_cdk import aws_ec2 as ec2

client = boto3.client("ec2")
client.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="0.0.0.0/0")  # hit
client.authorize_security_group_ingress(
    GroupId=group,
    IpPermissions=[
        {
            "IpProtocol": "tcp",
            "FromPort": 3306,
            "ToPort": 3306,
            "IpRanges": [{"CidrIp": "0.0.0.0/0"}],  # hit
        },
        {
            "IpProtocol": "tcp",
            "FromPort": 443,
            "ToPort": 443,
            "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
        },
    ],
)
group.add_ingress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(22))  # hit

group.add_ingress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(443))
group.add_ingress_rule(ec2.Peer.ipv4("10.0.0.0/16"), ec2.Port.tcp(22))
group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(5432))
client.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="10.0.0.0/16")
client.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=80, ToPort=80, CidrIp="0.0.0.0/0")
network = ip_network("0.0.0.0/0")
route = {"DestinationCidrBlock": "0.0.0.0/0"}
