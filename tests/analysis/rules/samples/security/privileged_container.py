import docker
from kubernetes import client as kubernetes

client = docker.from_env()
client.containers.run("shop", privileged=True)  # hit
client.containers.run("shop", pid_mode="host")  # hit
client.containers.run("shop", cap_add=["SYS_ADMIN"])  # hit
client.containers.run("shop", volumes={"/var/run/docker.sock": {"bind": "/var/run/docker.sock"}})  # hit
context = kubernetes.V1SecurityContext(privileged=True)  # hit

client.containers.run("shop")
client.containers.run("shop", privileged=False)
client.containers.run("shop", cap_drop=["ALL"], cap_add=["NET_BIND_SERVICE"])
client.containers.run("shop", volumes={"/srv/shop": {"bind": "/data", "mode": "ro"}})
client.containers.run("shop", network_mode="bridge", pid_mode=mode)
context = kubernetes.V1SecurityContext(run_as_non_root=True, allow_privilege_escalation=False)
user = User(privileged=True)
socket = "/var/run/docker.sock"
