/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fix/action.h"

static const char for_ever[] = "Only from a backup, or with the deleted objects.";
static const char by_settings[] = "Set the earlier value again: write it down first.";
static const char nothing[] = "Nothing is to be undone.";

#define SHOW_DACL  "dsacls \"{object}\""
#define TAKE_BACK  "dsacls \"{object}\" /R \"{account}\""
#define GENERATE   "Get-OfflineAddressBook -Server \"{account}\" | Update-OfflineAddressBook"
#define SHOW_SHARE "net view \"{server}\""

static const struct fix_kind kinds[FIX_ACTION_COUNT] = {
	[FIX_CREATE_ACCOUNT] = {
		.topic = "directory",
		.what = "Create the computer account in advance. If it was deleted, restore it instead.",
		.risk = RISK_MEDIUM,
		.why = "A new object has another SID and none of the rights of the old one.",
		.command = "dsadd computer \"{object}\"",
		.verify = "dsquery * \"{object}\" -scope base",
		.undo = "dsrm \"{object}\"",
		.object = FORM_DN,
	},
	[FIX_REMOVE_DENY] = {
		.topic = "directory",
		.what = "Remove the entries that deny something to {value} from the access list of "
			"{object} (Security tab, Advanced; an inherited one where it was set). "
			"Leave the entries that allow. dsacls cannot remove single entries.",
		.risk = RISK_MEDIUM,
		.why = "Somebody may have set the deny on purpose. Find out first.",
		.verify = SHOW_DACL,
		.undo_words = "Add the same entry again on the Security tab: write it down first.",
		.object = FORM_DN,
	},
	[FIX_REORDER_DACL] = {
		.topic = "directory",
		.what = "Open the Security tab of {object} as an administrator and let it reorder the "
			"entries. dsacls does not reorder them.",
		.risk = RISK_MEDIUM,
		.why = "In the new order another entry may decide. Check the grants again then.",
		.verify = SHOW_DACL,
		.undo_words = "The earlier order cannot be set with the tools of Windows.",
		.object = FORM_DN,
	},
	[FIX_GRANT_FULL_CONTROL] = {
		.topic = "directory",
		.what = "Grant {account} Full Control on {object}.",
		.risk = RISK_MEDIUM,
		.why = "The account may then do everything with this one object.",
		.command = "dsacls \"{object}\" /G \"{account}:GA\"",
		.verify = SHOW_DACL,
		.undo = TAKE_BACK,
		.object = FORM_DN,
		.account = FORM_TRUSTEE,
	},
	[FIX_GRANT_SPN_WRITE] = {
		.topic = "directory",
		.what = "Let {account} write the service principal names of {object}.",
		.risk = RISK_LOW,
		.why = "It is one attribute of one object.",
		.command = "dsacls \"{object}\" /G \"{account}:WP;servicePrincipalName\"",
		.verify = SHOW_DACL,
		.undo = TAKE_BACK,
		.object = FORM_DN,
		.account = FORM_TRUSTEE,
	},
	[FIX_GRANT_CREATE_RECORD] = {
		.topic = "directory",
		.what = "Let {account} create records in the zone {object}.",
		.risk = RISK_LOW,
		.why = "Accounts may do this by default.",
		.command = "dsacls \"{object}\" /G \"{account}:CC;dnsNode\"",
		.verify = SHOW_DACL,
		.undo = TAKE_BACK,
		.object = FORM_DN,
		.account = FORM_TRUSTEE,
	},
	[FIX_SWITCH_ON_REPLICATION] = {
		.topic = "replication",
		.what = "Switch replication of {server} on again.",
		.risk = RISK_MEDIUM,
		.why = "Somebody may have switched it off on purpose. Find out first.",
		.command = "repadmin /options \"{server}\" {value}",
		.verify = "repadmin /showrepl \"{server}\"",
		.undo_words = "The same command with a plus sign in place of the minus sign.",
		.value = FORM_SWITCH,
		.server = FORM_HOST,
	},
	[FIX_REPLICATE] = {
		.topic = "replication",
		.what = "Fetch the changes to {server}. Make sure that the newer copy is the right one.",
		.risk = RISK_LOW,
		.why = "It does what replication does later.",
		.command = "repadmin /syncall \"{server}\" /Ade",
		.verify = "repadmin /showrepl \"{server}\"",
		.undo_words = nothing,
		.server = FORM_HOST,
	},
	[FIX_REPLICATE_RECORD] = {
		.topic = "replication",
		.what = "Fetch the records of the zone to {server}, so that all servers have the same for "
			"{object}. DNS servers read the directory every three minutes. If they still "
			"differ then, delete the wrong record.",
		.risk = RISK_LOW,
		.why = "It does what replication does later.",
		.command = "repadmin /syncall \"{server}\" /Ade",
		.verify = "nslookup \"{object}\" \"{server}\"",
		.undo_words = nothing,
		.object = FORM_HOST,
		.server = FORM_HOST,
	},
	[FIX_ENABLE_ACCOUNT] = {
		.topic = "accounts",
		.what = "Enable the account {object}.",
		.risk = RISK_MEDIUM,
		.why = "It may have been disabled on purpose. Find out first.",
		.command = "dsmod computer \"{object}\" -disabled no",
		.verify = "dsget computer \"{object}\" -disabled",
		.undo = "dsmod computer \"{object}\" -disabled yes",
		.object = FORM_DN,
	},
	[FIX_END_EXPIRY] = {
		.topic = "accounts",
		.what = "Let the account {object} never expire.",
		.risk = RISK_MEDIUM,
		.why = "The date may have been set on purpose. Find out first.",
		.is_cmdlet = true,
		.command = "Clear-ADAccountExpiration -Identity \"{object}\"",
		.verify = "Get-ADObject -Identity \"{object}\" -Properties accountExpires",
		.undo_words = by_settings,
		.object = FORM_DN,
	},
	[FIX_ALLOW_HOURS] = {
		.topic = "accounts",
		.what = "Let {object} log on at any hour.",
		.risk = RISK_MEDIUM,
		.why = "The hours that are set now are lost.",
		.deletes = true,
		.is_cmdlet = true,
		.command = "Set-ADObject -Identity \"{object}\" -Clear logonHours",
		.verify = "Get-ADObject -Identity \"{object}\" -Properties logonHours",
		.undo_words = by_settings,
		.object = FORM_DN,
	},
	[FIX_UNLOCK_ACCOUNT] = {
		.topic = "accounts",
		.what = "Unlock the account {object}.",
		.risk = RISK_MEDIUM,
		.why = "Somebody tried wrong passwords. Find out who first.",
		.is_cmdlet = true,
		.command = "Unlock-ADAccount -Identity \"{object}\"",
		.verify = "Get-ADObject -Identity \"{object}\" -Properties lockoutTime",
		.undo_words = nothing,
		.object = FORM_DN,
	},
	[FIX_ALLOW_OTHER_KEYS] = {
		.topic = "accounts",
		.what = "Let {object} use other keys than DES. Its owner then sets a new password.",
		.risk = RISK_MEDIUM,
		.why = "Until the password is new, the account has no other key.",
		.is_cmdlet = true,
		.command = "Set-ADAccountControl -Identity \"{object}\" -UseDESKeyOnly 0",
		.verify = "Get-ADObject -Identity \"{object}\" -Properties userAccountControl",
		.undo_words = by_settings,
		.object = FORM_DN,
	},
	[FIX_SET_HOST_NAME] = {
		.topic = "accounts",
		.what = "Set the DNS host name of {object} to {value}. If the plan has a wrong name, "
			"correct the plan instead.",
		.risk = RISK_LOW,
		.why = "The cluster sets it, too, when the name comes online.",
		.is_cmdlet = true,
		.command = "Set-ADObject -Identity \"{object}\" -Replace @{dNSHostName=\"{value}\"}",
		.verify = "Get-ADObject -Identity \"{object}\" -Properties dNSHostName",
		.undo_words = by_settings,
		.object = FORM_DN,
		.value = FORM_HOST,
	},
	[FIX_SET_ENCRYPTION] = {
		.topic = "accounts",
		.what = "Set msDS-SupportedEncryptionTypes of {object} to {value}. Clients then need new "
			"tickets (klist purge, or a new logon).",
		.risk = RISK_MEDIUM,
		.why = "Clients that do not allow the types get no ticket for it.",
		.is_cmdlet = true,
		.command = "Set-ADObject -Identity \"{object}\" "
			   "-Replace @{\"msDS-SupportedEncryptionTypes\"={value}}",
		.verify = "Get-ADObject -Identity \"{object}\" "
			  "-Properties \"msDS-SupportedEncryptionTypes\"",
		.undo_words = by_settings,
		.object = FORM_DN,
		.value = FORM_NUMBER,
	},
	[FIX_ADD_SPN] = {
		.topic = "accounts",
		.what = "Add the service principal name {value} to {account}.",
		.risk = RISK_LOW,
		.why = "The CMS registers it, too, when it comes online.",
		.command = "setspn -A \"{value}\" \"{account}\"",
		.verify = "setspn -L \"{account}\"",
		.undo = "setspn -D \"{value}\" \"{account}\"",
		.account = FORM_HOST,
		.value = FORM_SPN,
	},
	[FIX_REMOVE_SPN] = {
		.topic = "accounts",
		.what = "Remove the service principal name {value} from {account}, if it is the one that "
			"should not have it.",
		.risk = RISK_MEDIUM,
		.why = "A service may use the name. Find out first.",
		.deletes = true,
		.command = "setspn -D \"{value}\" \"{account}\"",
		.verify = "setspn -L \"{account}\"",
		.undo = "setspn -A \"{value}\" \"{account}\"",
		.account = FORM_HOST,
		.value = FORM_SPN,
	},
	[FIX_DELETE_OBJECT] = {
		.topic = "accounts",
		.what = "Delete the object {object}, if no machine uses it.",
		.risk = RISK_HIGH,
		.why = "A machine that uses it leaves the domain.",
		.deletes = true,
		.command = "dsrm \"{object}\"",
		.verify = "dsquery * \"{object}\" -scope base",
		.undo_words = for_ever,
		.object = FORM_DN,
	},
	[FIX_SET_TTL] = {
		.topic = "DNS",
		.what = "On a node of the source cluster, set the TTL of the network name resource of "
			"{account} to {value} s. It applies when the resource was offline and online "
			"again: in a maintenance window. If the resource has another name, cluster.exe "
			"res lists all. A static record has its TTL in DNS: DNS Manager, "
			"advanced view, properties of the record {object}.",
		.risk = RISK_MEDIUM,
		.why = "The setting does nothing by itself; with the resource offline there is no mail "
		       "for some minutes.",
		.command = "cluster.exe res \"Network Name ({account})\" /priv \"HostRecordTTL={value}\"",
		.verify = "cluster.exe res \"Network Name ({account})\" /priv",
		.undo_words = "The same command with the earlier value; the default is 1200.",
		.account = FORM_HOST,
		.value = FORM_NUMBER,
	},
	[FIX_SET_CLUSTER_TTL] = {
		.topic = "DNS",
		.what = "Set the TTL of the cluster's name {object} to {value} s. It applies when the "
			"resource was offline and online again; no mailbox goes down.",
		.risk = RISK_LOW,
		.why = "Nobody can manage the cluster by its name while the resource is offline.",
		.command = "cluster.exe \"/cluster:{server}\" res \"Cluster Name\" /priv "
			   "\"HostRecordTTL={value}\"",
		.verify = "cluster.exe \"/cluster:{server}\" res \"Cluster Name\" /priv",
		.undo_words = "The same command with the earlier value; the default is 1200.",
		.value = FORM_NUMBER,
		.server = FORM_HOST,
	},
	[FIX_ALLOW_UPDATES] = {
		.topic = "DNS",
		.what = "On a DNS server of the zone, let {object} accept secure updates only. Check "
			"dns.record-writable first.",
		.risk = RISK_MEDIUM,
		.why = "Machines outside of the domain cannot update their records then.",
		.command = "dnscmd . /Config \"{object}\" /AllowUpdate 2",
		.verify = "dnscmd . /ZoneInfo \"{object}\" AllowUpdate",
		.undo_words = "The same command with the earlier value: 0 is none, 1 is all updates.",
		.object = FORM_HOST,
	},
	[FIX_DELETE_NAME_SERVER] = {
		.topic = "DNS",
		.what = "On a DNS server of the zone, delete the name server {value} from {object}, if it "
			"no longer exists.",
		.risk = RISK_MEDIUM,
		.why = "If it exists, it gets no more questions.",
		.deletes = true,
		.command = "dnscmd . /RecordDelete \"{object}\" @ NS \"{value}.\" /f",
		.verify = "dnscmd . /EnumRecords \"{object}\" @ /Type NS",
		.undo = "dnscmd . /RecordAdd \"{object}\" @ NS \"{value}.\"",
		.object = FORM_HOST,
		.value = FORM_HOST,
	},
	[FIX_CLEAN_METADATA] = {
		.topic = "DNS",
		.what = "Remove what the directory has of the domain controller {object}, if it no longer "
			"exists (metadata cleanup).",
		.risk = RISK_HIGH,
		.why = "If it exists, it has to be promoted again.",
		.deletes = true,
		.command = "ntdsutil \"metadata cleanup\" \"remove selected server {object}\" quit quit",
		.verify = "dsquery * \"{object}\" -scope base",
		.undo_words = for_ever,
		.object = FORM_DN,
	},
	[FIX_SHARE_BOOKS] = {
		.topic = "shares",
		.what = "Share {object} under the name of {account}. On Windows Server 2008 and later, "
			"install Exchange 2007 SP1 Update Rollup 5 (8.1.336) or later on all nodes first; "
			"then generating the address book creates the share.",
		.risk = RISK_MEDIUM,
		.why = "The rollup restarts Exchange services; generating takes time on large "
		       "organizations.",
		.is_cmdlet = true,
		.command = GENERATE,
		.verify = "net view \"{value}\"",
		.undo_words = nothing,
		.account = FORM_HOST,
		.value = FORM_HOST,
		.server = FORM_HOST,
	},
	[FIX_GENERATE_BOOKS] = {
		.topic = "shares",
		.what = "Generate the address books of {account}. Look for events 9334, 9395 and 9396 on "
			"its node.",
		.risk = RISK_LOW,
		.why = "Exchange does it daily by itself.",
		.is_cmdlet = true,
		.command = GENERATE,
		.verify = SHOW_SHARE,
		.undo_words = nothing,
		.account = FORM_HOST,
		.server = FORM_HOST,
	},
	[FIX_GRANT_SHARE_READ] = {
		.topic = "shares",
		.what = "Let {account} read {object} and all that is in it. The share itself needs the same "
			"permission.",
		.risk = RISK_LOW,
		.why = "It is the group of all Exchange servers, and they may only read.",
		.command = "icacls \"{object}\" /grant \"*{value}:(OI)(CI)R\" /T",
		.verify = "icacls \"{object}\"",
		.undo = "icacls \"{object}\" /remove:g \"*{value}\" /T",
		.object = FORM_UNC,
		.value = FORM_SID,
	},
	[FIX_DELETE_SHARE] = {
		.topic = "shares",
		.what = "On {server}, remove the share {object} if nobody uses it. Look what it contains "
			"first. The folder stays.",
		.risk = RISK_MEDIUM,
		.why = "Who uses the share loses it.",
		.deletes = true,
		.command = "net share \"{object}\" /delete",
		.verify = SHOW_SHARE,
		.undo_words = "Share the folder again: write down its path and permissions first.",
		.object = FORM_NAME,
		.server = FORM_HOST,
	},
	[FIX_ENABLE_SCR] = {
		.topic = "Exchange",
		.what = "Replicate the storage group {value} of {account} to {server}, and wait until the "
			"copy is healthy.",
		.risk = RISK_MEDIUM,
		.why = "Copying the database takes bandwidth and disk space, and logs are kept longer.",
		.is_cmdlet = true,
		.command = "Enable-StorageGroupCopy -Identity \"{account}\\{value}\" "
			   "-StandbyMachine \"{server}\"",
		.verify = "Get-StorageGroupCopyStatus -Server \"{account}\" -StandbyMachine \"{server}\"",
		.undo = "Disable-StorageGroupCopy -Identity \"{account}\\{value}\" "
			"-StandbyMachine \"{server}\"",
		.account = FORM_HOST,
		.value = FORM_NAME,
		.server = FORM_HOST,
	},
};

const struct fix_kind *fix_kind_of(enum fix_action action)
{
	return &kinds[action];
}

const char *risk_name(enum risk risk)
{
	static const char *const name[] = { "low", "medium", "high" };
	return name[risk];
}
