from pysnmp.hlapi import CommunityData, UsmUserData, usmAesCfb128Protocol

data = CommunityData("public", mpModel=0)  # hit
data = CommunityData("public", mpModel=1)  # hit
user = UsmUserData("monitor")  # hit
user = UsmUserData("monitor", auth_key)  # hit

user = UsmUserData("monitor", auth_key, priv_key)
user = UsmUserData("monitor", authKey=auth_key, privKey=priv_key, privProtocol=usmAesCfb128Protocol)
data = community("public")
data = CommunityInfo("public", mpModel=0)
version = 3
